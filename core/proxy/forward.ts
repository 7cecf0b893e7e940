import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { type Agent, request as openRequest } from 'node:https';
import type { ServiceConfig } from './config.ts';
import { failureText } from './health-check.ts';
import { MOST_NODES_TRIED, type NodePool, type PoolNode } from './node-pool.ts';
import { Halted } from './node-traffic.ts';
import { answer } from './own-answer.ts';
import { endToEndLines, type RequestHead } from './request-head.ts';

/** The nodes, connections and limits for the requests of a service. */
export interface Route {
  service: ServiceConfig;
  pool: NodePool;
  /** Keeps connections to nodes for further requests. */
  agent: Agent;
  onFailure(failure: { status: number; node: string | null; why: string }): void;
}

/** Methods that may be sent again, for twice means the same as once (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

class TooSlow extends Error {}

/**
 * One request on its way to a node and its answer on the way back. Bodies stream in both directions, each at the pace
 * of its slower side. Nothing of a request is written before the node's certificate is verified.
 */
export class Forwarding {
  readonly #route: Route;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #head: RequestHead;
  readonly #client: string;
  readonly #tried: PoolNode[] = [];
  #toNode: ClientRequest | null = null;
  #fromNode: IncomingMessage | null = null;
  #limit: NodeJS.Timeout | undefined;
  #over = false;
  #halted = false;

  /** @param asked.client address of the client, as `peerText` gives it */
  constructor(
    route: Route,
    asked: { request: IncomingMessage; response: ServerResponse; head: RequestHead; client: string },
  ) {
    this.#route = route;
    this.#request = asked.request;
    this.#response = asked.response;
    this.#head = asked.head;
    this.#client = asked.client;
  }

  /**
   * A chunked body is awaited before a node is taken, so that one that is malformed from its beginning reaches none;
   * a client that waits for `100 Continue` would wait for ever.
   */
  start(expectsContinue: boolean): void {
    this.#request.on('error', () => {});
    const first = () => this.#over || this.#send(this.#route.pool.take(this.#client, []));
    if (this.#head.body !== 'chunked' || expectsContinue) return void first();
    this.#allow(this.#route.service.timeouts.idleMs, () => this.#clientTooSlow());
    // The parser may still be reading what came together with the first bytes.
    this.#request.once('readable', () => setImmediate(first));
  }

  /** The client is gone, or has its whole answer. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#limit);
    if (this.#response.writableFinished) this.#watchRest();
    else this.#toNode?.destroy();
  }

  #send(node: PoolNode | undefined): void {
    if (node === undefined) {
      this.#fail(503, null, 'no node of this service is healthy and ready');
      return;
    }
    this.#tried.push(node);
    this.#halted = false;
    const toNode = this.#open(node);
    if (toNode === null) {
      this.#fail(400, null, 'the request cannot be written');
      return;
    }
    this.#toNode = toNode;
    this.#allow(this.#route.service.timeouts.connectMs, () =>
      toNode.destroy(new TooSlow('the node did not accept in time')),
    );
    let begun = false;
    const begin = () => {
      begun = true;
      this.#begin(toNode, node);
    };
    toNode.once('socket', (socket) => (toNode.reusedSocket ? begin() : socket.once('secureConnect', begin)));
    toNode.on('continue', () => this.#response.writeContinue());
    toNode.once('response', (fromNode) => this.#passBack(toNode, fromNode, node));
    toNode.on('error', (error) => this.#lost(toNode, node, error, begun));
    const over = node.traffic.begin(() => {
      this.#halted = true;
      toNode.destroy(new Halted());
    });
    toNode.once('close', over);
    // Without an error: the node switched protocols, which nobody had asked it to.
    toNode.once('close', () => this.#lost(toNode, node, new Error('the node did not answer'), begun));
  }

  /** Null if node:http refuses to write this head: it throws then, and must not end the proxy with it. */
  #open(node: PoolNode): ClientRequest | null {
    try {
      return openRequest({
        agent: this.#route.agent,
        host: node.address,
        port: node.port,
        servername: this.#route.service.nodeTls.servername,
        method: this.#head.method,
        path: this.#head.path,
        headers: this.#head.lines.flat(),
      });
    } catch {
      return null;
    }
  }

  #begin(toNode: ClientRequest, node: PoolNode): void {
    const { requestMs, idleMs } = this.#route.service.timeouts;
    node.traffic.requests += 1;
    const awaitAnswer = () => {
      if (this.#fromNode !== null || this.#over) return;
      this.#allow(requestMs, () => toNode.destroy(new TooSlow('the node did not answer in time')));
    };
    if (this.#head.body === 'none') {
      toNode.end();
      awaitAnswer();
      return;
    }
    sendHead(toNode);
    this.#allow(idleMs, () => {
      if (toNode.writableNeedDrain) toNode.destroy(new TooSlow('the node did not take the body in time'));
      else this.#clientTooSlow();
    });
    this.#request.on('data', (chunk: Buffer) => {
      this.#limit?.refresh();
      if (!toNode.destroyed) node.traffic.bytesIn += chunk.length;
    });
    this.#request.once('end', awaitAnswer);
    this.#request.pipe(toNode);
  }

  /**
   * A node connection on which the answer came before the request was complete is closed with the end of the answer,
   * and never used again: the node would take the next request on it for the rest of this body.
   */
  #passBack(toNode: ClientRequest, fromNode: IncomingMessage, node: PoolNode): void {
    this.#fromNode = fromNode;
    fromNode.on('error', () => {});
    if (!toNode.writableFinished) {
      toNode.shouldKeepAlive = false;
      fromNode.once('end', () => toNode.destroy());
    }
    try {
      this.#response.writeHead(
        fromNode.statusCode ?? 0,
        fromNode.statusMessage,
        endToEndLines(fromNode.rawHeaders).flat(),
      );
    } catch {
      toNode.destroy();
      node.traffic.failures += 1;
      this.#fail(502, node, 'the answer of the node is not valid HTTP');
      return;
    }
    sendHead(this.#response);
    this.#allow(this.#route.service.timeouts.idleMs, () => this.#response.destroy());
    fromNode.on('data', (chunk: Buffer) => {
      node.traffic.bytesOut += chunk.length;
      this.#limit?.refresh();
    });
    fromNode.once('close', () => {
      if (fromNode.complete) return;
      if (!this.#over && !this.#halted) node.traffic.failures += 1;
      // A body that was cut must not look like one that ended.
      this.#response.destroy();
    });
    fromNode.pipe(this.#response);
  }

  /**
   * A node could not be reached, or went away. Another is tried once, if nothing of the body was sent and the method
   * allows it. A kept connection that the node closed in that moment counts as not reached (RFC 9112, 9.3.1).
   */
  #lost(toNode: ClientRequest, node: PoolNode, error: NodeJS.ErrnoException, begun: boolean): void {
    if (this.#toNode !== toNode) return;
    this.#request.unpipe(toNode);
    if (this.#fromNode !== null) return void this.#request.resume();
    if (this.#over) return;
    const keptWasClosed = begun && toNode.reusedSocket && error.code === 'ECONNRESET' && this.#head.body === 'none';
    if (!keptWasClosed && !this.#halted) node.traffic.failures += 1;
    const mayRepeat = IDEMPOTENT.has(this.#head.method) && this.#tried.length < MOST_NODES_TRIED;
    if (mayRepeat && (!begun || keptWasClosed)) {
      const other = this.#route.pool.take(this.#client, this.#tried) ?? (keptWasClosed ? node : undefined);
      if (other !== undefined) {
        this.#send(other);
        return;
      }
    }
    this.#fail(error instanceof TooSlow ? 504 : 502, node, failureText(error));
  }

  #clientTooSlow(): void {
    this.#response.shouldKeepAlive = false;
    const toNode = this.#toNode;
    this.#fail(408, null, 'the body did not arrive in time');
    toNode?.destroy();
  }

  #fail(status: number, node: PoolNode | null, why: string): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#limit);
    this.#route.onFailure({ status, node: node?.name ?? null, why });
    if (this.#response.headersSent) this.#response.destroy();
    else {
      answer(this.#response, status, PUBLIC_REASONS[status] ?? 'the request failed');
      this.#watchRest();
    }
  }

  /**
   * After an early answer the rest of the body is read and thrown away, while it moves. (Where a client waits for
   * `100 Continue`, node:http ends its connection instead: its body may come or not.)
   */
  #watchRest(): void {
    const request = this.#request;
    if (request.complete || request.destroyed) return;
    this.#allow(this.#route.service.timeouts.idleMs, () => request.socket.destroy());
    request.once('close', () => clearTimeout(this.#limit));
    request.resume();
  }

  #allow(ms: number, late: () => void): void {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(late, ms);
  }
}

/**
 * Sends a head before its body comes. `flushHeaders` would write it as UTF-8, and so change every byte above 0x7f:
 * node:http reads heads as Latin-1.
 */
function sendHead(message: ClientRequest | ServerResponse): void {
  message.write('', 'latin1');
}

/** Reasons that clients get. Details stay in the log. */
const PUBLIC_REASONS: Record<number, string> = {
  400: 'the request is not understood',
  408: 'the request body did not arrive in time',
  502: 'the node that was to answer failed',
  503: 'no node can answer at the moment',
  504: 'the node that was to answer took too long',
};
