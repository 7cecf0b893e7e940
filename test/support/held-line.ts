import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server of 127.0.0.1 on which a page comes through, and its line to the core does not. */
export interface HeldLine {
  port: number;
  /** Lets the lines to come through; those that were held are closed. */
  letGo(): void;
  end(): Promise<void>;
}

/**
 * @param what *connection*: a line is never opened; *answers*: it is opened, and nothing that is asked on it is answered
 */
export async function startHeldLine(to: number, what: 'connection' | 'answers'): Promise<HeldLine> {
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  let holding = true;
  const track = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    track(client, upstream);
    track(upstream, client);
    client.once('data', (first: Buffer) => {
      const isLine = /^GET \/api[ ?]/.test(first.toString('latin1')) && holding;
      if (isLine) held.add(client);
      if (isLine && what === 'connection') return;
      upstream.write(first);
      client.pipe(upstream);
      // The head of the answer opens the line.
      if (isLine) upstream.once('data', (head: Buffer) => client.write(head.subarray(0, head.indexOf('\r\n\r\n') + 4)));
      else upstream.pipe(client);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    letGo: () => {
      holding = false;
      for (const socket of held) socket.destroy();
      held.clear();
    },
    end: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
