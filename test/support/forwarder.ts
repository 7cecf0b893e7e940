import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a port of 127.0.0.1 that can go dead: what a tunnel is to a computer that slept. */
export interface Forwarder {
  port: number;
  /** Connections that stand now pass nothing on any more and are never closed. New ones work. */
  goDead(): void;
  end(): Promise<void>;
}

export async function startForwarder(to: number): Promise<Forwarder> {
  const ends = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      ends.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => {
        ends.delete(from);
        into.destroy();
      });
      from.pipe(into);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    goDead: () => {
      for (const end of ends) end.unpipe().pause();
    },
    end: async () => {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
