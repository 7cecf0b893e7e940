import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Connection {
  raw: Socket;
  /** Unanswered requests, each with the function to call when its client goes away. */
  open: Map<ServerResponse, () => void>;
  /** Whether nothing more is read from it. */
  ending: boolean;
}

/**
 * The clients' connections of one service, from before their TLS handshake to their end: so that closing waits for
 * requests but not for idle or half-opened connections, and a client's going away ends its requests to nodes.
 *
 * A TLS socket and the TCP socket below it are told to be the same by the peer's address and port.
 */
export class ClientConnections {
  readonly #connections = new Map<string, Connection>();
  #closing = false;

  /** Takes a TCP connection, before its TLS handshake. */
  add(raw: Socket): void {
    const key = keyOf(raw);
    if (key === null || this.#closing) return void raw.destroy();
    const connection: Connection = { raw, open: new Map(), ending: false };
    this.#connections.set(key, connection);
    raw.once('close', () => {
      if (this.#connections.get(key) === connection) this.#connections.delete(key);
      abandon(connection);
    });
  }

  /**
   * Notes a request, and says whether it is to be answered at all: not behind one whose answer ends the connection.
   * @param over called once: when it is answered, or when its client is gone
   */
  begin(socket: Socket, response: ServerResponse, over: () => void): boolean {
    const connection = this.#of(socket);
    if (connection === undefined || connection.ending) return false;
    if ([...connection.open.keys()].some((earlier) => !earlier.shouldKeepAlive)) return false;
    connection.open.set(response, over);
    if (this.#closing) response.shouldKeepAlive = false;
    response.once('close', () => {
      if (!connection.open.delete(response)) return;
      over();
      if (this.#closing && connection.open.size === 0) socket.end();
    });
    return true;
  }

  /** Reads nothing after this request from its connection, and closes it after the answer. */
  takeNoMore(socket: Socket, response: ServerResponse): void {
    response.shouldKeepAlive = false;
    const connection = this.#of(socket);
    if (connection !== undefined) connection.ending = true;
  }

  /** Ends everything on this connection and reads nothing more from it. */
  abandon(socket: Socket): void {
    const connection = this.#of(socket);
    if (connection !== undefined) abandon(connection);
  }

  /** The requests of this connection that are not answered yet, oldest first. */
  unanswered(socket: Socket): ServerResponse[] {
    return [...(this.#of(socket)?.open.keys() ?? [])];
  }

  /** Ends connections without a request now, the others as soon as they are answered. */
  endGently(): void {
    this.#closing = true;
    for (const { raw, open } of this.#connections.values()) {
      if (open.size === 0) raw.destroy();
      for (const response of open.keys()) response.shouldKeepAlive = false;
    }
  }

  endNow(): void {
    this.#closing = true;
    for (const { raw } of this.#connections.values()) raw.destroy();
  }

  #of(socket: Socket): Connection | undefined {
    const key = keyOf(socket);
    return key === null ? undefined : this.#connections.get(key);
  }
}

function abandon(connection: Connection): void {
  connection.ending = true;
  const begun = [...connection.open.values()];
  connection.open.clear();
  for (const over of begun) over();
}

function keyOf({ remoteAddress, remotePort }: Socket): string | null {
  return remoteAddress === undefined ? null : `${remoteAddress} ${remotePort}`;
}
