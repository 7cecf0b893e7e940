import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const NAME = 'session';
const LIFETIME_S = 20 * 60;
const Payload = z.object({ account: z.string(), until: z.number() });

/** Returns a `Set-Cookie` value that every node with the same key ring accepts for 20 minutes. */
export function sessionCookie(account: string, keyRing: string): string {
  const payload = Buffer.from(JSON.stringify({ account, until: Date.now() + LIFETIME_S * 1000 })).toString('base64url');
  const value = `${payload}.${mac(payload, keyRing).toString('base64url')}`;
  return `${NAME}=${value}; Path=/; Max-Age=${LIFETIME_S}; Secure; HttpOnly; SameSite=Lax`;
}

/** The account a `Cookie` header proves, or null. */
export function accountOf(cookieHeader: string | undefined, keyRing: string): string | null {
  const pair = (cookieHeader ?? '').split(/;\s*/).find((part) => part.startsWith(`${NAME}=`));
  const [payload, given] = pair?.slice(NAME.length + 1).split('.') ?? [];
  if (payload === undefined || given === undefined) return null;
  const [wanted, found] = [mac(payload, keyRing), Buffer.from(given, 'base64url')];
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return null;
  const parsed = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return parsed.success && parsed.data.until > Date.now() ? parsed.data.account : null;
}

function mac(payload: string, keyRing: string): Buffer {
  return createHmac('sha256', keyRing).update(payload).digest();
}
