import { connect, type Socket } from 'node:net';
import type { ServiceConfig } from './config.ts';
import { failureText } from './health-check.ts';
import { MOST_NODES_TRIED, type NodePool, type PoolNode } from './node-pool.ts';
import { Halted } from './node-traffic.ts';

/** Where the connections of a service in mode tcp go. */
export interface TunnelRoute {
  service: ServiceConfig;
  pool: NodePool;
  onFailure(failure: { node: string | null; why: string }): void;
}

/**
 * One client's connection and the one to its node: bytes pass untouched in both directions, each at the pace of its
 * slower side. If one side says that it sends no more, the other is told so and may go on (half-close). Where one
 * side breaks off, the other is reset, so that a stream that was cut cannot be taken for one that ended. (HAProxy 2.6
 * resets the node where the client broke off, but ends the client's side in order where the node did, or none answers.)
 */
export class Tunnel {
  /** Settles when both connections are closed. */
  readonly over: Promise<void>;
  readonly #route: TunnelRoute;
  readonly #client: Socket;
  readonly #address: string;
  readonly #tried: PoolNode[] = [];
  #toNode: Socket | null = null;
  #joined = false;
  #limit: NodeJS.Timeout | undefined;
  #settle: () => void = () => {};

  /** @param address the client's, as `peerText` gives it */
  constructor(route: TunnelRoute, client: Socket, address: string) {
    this.#route = route;
    this.#client = client;
    this.#address = address;
    this.over = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Whether a node has accepted it. */
  get joined(): boolean {
    return this.#joined;
  }

  start(): void {
    this.#client.on('error', () => {});
    this.#client.once('close', () => {
      if (this.#toNode !== null && !wasOrderly(this.#client)) abort(this.#toNode);
      this.#closed();
    });
    this.#connect(this.#route.pool.take(this.#address, []));
  }

  /** Breaks off both connections. */
  abort(): void {
    abort(this.#client);
    if (this.#toNode !== null) abort(this.#toNode);
  }

  #connect(node: PoolNode | undefined): void {
    if (node === undefined) {
      this.#fail(null, 'no node of this service is healthy and ready');
      return;
    }
    this.#tried.push(node);
    const { service } = this.#route;
    const toNode = connect({
      host: node.address,
      port: node.port,
      localAddress: service.sourceAddress,
      allowHalfOpen: true,
      noDelay: true,
    });
    this.#toNode = toNode;
    this.#allow(service.timeouts.connectMs, () => toNode.destroy(new Error('the node did not accept in time')));
    let error: NodeJS.ErrnoException | null = null;
    const over = node.traffic.begin(() => {
      error = new Halted();
      abort(toNode);
    });
    toNode.once('connect', () => this.#join(toNode, node));
    toNode.on('error', (reason) => {
      error = reason;
    });
    toNode.once('close', () => {
      over();
      if (this.#joined) this.#left(toNode, node, error);
      else this.#notReached(node, error);
    });
  }

  #join(toNode: Socket, node: PoolNode): void {
    this.#joined = true;
    node.traffic.requests += 1;
    this.#allow(this.#route.service.timeouts.idleMs, () => this.abort());
    // Bytes that move are noticed where they are read. A side that takes them slowly is not idle either, for what is
    // read waits for it.
    this.#client.on('data', (chunk) => {
      node.traffic.bytesIn += chunk.length;
      this.#limit?.refresh();
    });
    toNode.on('data', (chunk) => {
      node.traffic.bytesOut += chunk.length;
      this.#limit?.refresh();
    });
    this.#client.pipe(toNode);
    toNode.pipe(this.#client);
  }

  /** Nothing was sent to that node, so another may be asked. */
  #notReached(node: PoolNode, error: NodeJS.ErrnoException | null): void {
    this.#toNode = null;
    if (this.#client.destroyed) {
      this.#closed();
      return;
    }
    if (!(error instanceof Halted)) node.traffic.failures += 1;
    const mayTry = this.#tried.length < MOST_NODES_TRIED;
    const other = mayTry ? this.#route.pool.take(this.#address, this.#tried) : undefined;
    if (other === undefined) this.#fail(node, error === null ? 'the connection was closed' : failureText(error));
    else this.#connect(other);
  }

  #left(toNode: Socket, node: PoolNode, error: NodeJS.ErrnoException | null): void {
    if (!wasOrderly(toNode)) {
      // If the client broke off first, the node is not at fault.
      if (!this.#client.destroyed) {
        if (!(error instanceof Halted)) node.traffic.failures += 1;
        this.#route.onFailure({ node: node.name, why: error === null ? 'the connection was cut' : failureText(error) });
      }
      abort(this.#client);
    }
    this.#closed();
  }

  #fail(node: PoolNode | null, why: string): void {
    clearTimeout(this.#limit);
    this.#route.onFailure({ node: node?.name ?? null, why });
    abort(this.#client);
  }

  #closed(): void {
    if (!this.#client.closed || this.#toNode?.closed === false) return;
    clearTimeout(this.#limit);
    this.#settle();
  }

  #allow(ms: number, late: () => void): void {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(late, ms);
  }
}

/** Whether both sides of a connection had said all they had to. */
function wasOrderly(socket: Socket): boolean {
  return socket.readableEnded && socket.writableFinished && socket.errored === null;
}

/** Ends a connection so that its other side can tell it from one that ended in order. */
function abort(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
