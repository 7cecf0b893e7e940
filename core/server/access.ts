import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Links that were made and not yet used; more than a person opens. */
const MOST_LINKS = 16;

/**
 * Who may come in: whoever opens a one-time link gets a cookie, and only requests with the cookie are answered. The
 * `Host` must be this very server, so that a name that was rebound to this address is refused (DNS rebinding), and a
 * WebSocket must come from a page of this very server.
 */
export class Access {
  readonly #cookieName: string;
  readonly #cookie = randomBytes(32).toString('base64url');
  readonly #links: { token: string; opened: () => void }[] = [];
  readonly #hosts: string[];

  constructor(port: number) {
    // Cookies are shared between the ports of a host: the name keeps two Farmwrights apart.
    this.#cookieName = `farmwright-${port}`;
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  }

  /** A token that opens the door once, and then tells so. */
  newToken(opened: () => void): string {
    const token = randomBytes(32).toString('base64url');
    this.#links.push({ token, opened });
    this.#links.splice(0, this.#links.length - MOST_LINKS);
    return token;
  }

  /** Spends a token: the cookie's header, or null for a token that is wrong or spent. */
  redeem(token: string): string | null {
    const place = this.#links.findIndex((known) => same(known.token, token));
    const [link] = place === -1 ? [] : this.#links.splice(place, 1);
    if (link === undefined) return null;
    link.opened();
    return `${this.#cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  hasCookie(request: IncomingMessage): boolean {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.some(
      (pair) => pair.startsWith(`${this.#cookieName}=`) && same(pair.slice(this.#cookieName.length + 1), this.#cookie),
    );
  }

  /** True if exactly one `Host` was sent and it is this server. */
  isOwnHost(request: IncomingMessage): boolean {
    const hosts = request.rawHeaders.filter(
      (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === 'host',
    );
    return hosts.length === 1 && this.#hosts.includes(hosts[0] ?? '');
  }

  /** True if the page that asks was loaded from the very host it asks. */
  isOwnOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === `http://${request.headers.host}`;
  }
}

/** Compares without telling by its time how much was right. */
function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
