import { createServer, type Server, type Socket } from 'node:net';
import { peerText } from './canonical-address.ts';
import { listen } from './listen.ts';
import { Tunnel, type TunnelRoute } from './tunnel.ts';

/** One virtual service in mode tcp: listens and starts a `Tunnel` for each connection. */
export class TunnelServer {
  readonly #route: TunnelRoute;
  readonly #server: Server;
  readonly #tunnels = new Set<Tunnel>();

  constructor(route: TunnelRoute) {
    this.#route = route;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#take(client));
  }

  /**
   * Listens, and gives the port.
   * @param field of the listening address, for the error
   * @throws FarmError `balancer.cannot-bind`
   */
  listen(field: string): Promise<number> {
    return listen(this.#server, this.#route.service.listen, field);
  }

  /**
   * Takes no further connection, and waits for those that a node has accepted, at most `graceMs`: which of them are
   * idle cannot be told from outside TLS.
   */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const tunnel of this.#tunnels) if (!tunnel.joined) tunnel.abort();
    const limit = setTimeout(() => {
      for (const tunnel of this.#tunnels) tunnel.abort();
    }, graceMs);
    await closed;
    await Promise.all([...this.#tunnels].map(({ over }) => over));
    clearTimeout(limit);
  }

  #take(client: Socket): void {
    const { remoteAddress } = client;
    if (remoteAddress === undefined) return void client.destroy();
    const tunnel = new Tunnel(this.#route, client, peerText(remoteAddress));
    this.#tunnels.add(tunnel);
    void tunnel.over.then(() => this.#tunnels.delete(tunnel));
    tunnel.start();
  }
}
