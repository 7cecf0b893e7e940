import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { peerText } from './canonical-address.ts';
import { ClientConnections } from './client-connections.ts';
import type { ServiceConfig } from './config.ts';
import { Forwarding, type Route } from './forward.ts';
import { listen } from './listen.ts';
import { answer, answerOnSocket } from './own-answer.ts';
import { requestHead } from './request-head.ts';
import type { ServiceIdentity } from './tls-files.ts';

/** Longest request head; longer ones are answered 431. Also the default of node:http. */
const MOST_HEAD_BYTES = 16_384;
const HANDSHAKE_MS = 10_000;

/** One virtual service in mode http: listens, reads requests, and passes valid ones to a `Forwarding`. */
export class ServiceServer {
  readonly #service: ServiceConfig;
  readonly #route: Route;
  readonly #server: Server;
  readonly #connections = new ClientConnections();

  constructor(route: Route, identity: ServiceIdentity) {
    const { service } = route;
    const { requestMs, idleMs } = service.timeouts;
    this.#service = service;
    this.#route = route;
    this.#server = createServer({
      cert: identity.certificate,
      key: identity.key,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      insecureHTTPParser: false,
      // `requestHead` asks for it: node:http would go on to read what follows such a request.
      requireHostHeader: false,
      maxHeaderSize: MOST_HEAD_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
      headersTimeout: requestMs,
      // A long upload is not late as long as it moves; `Forwarding` watches that.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(requestMs, 5_000),
      keepAliveTimeout: idleMs,
    });
    // Lines beyond a count would be dropped in silence; the bytes are limited already.
    this.#server.maxHeadersCount = 0;
    this.#server.on('connection', (socket) => this.#connections.add(socket as Socket));
    this.#server.on('request', (request, response) => this.#take(request, response, false));
    this.#server.on('checkContinue', (request, response) => this.#take(request, response, true));
    this.#server.on('connect', (_request, socket) => answerOnSocket(socket, 405));
    this.#server.on('clientError', (error, socket) => this.#refuseUnread(error, socket as Socket));
  }

  /**
   * Listens, and gives the port.
   * @param field of the listening address, for the error
   * @throws FarmError `balancer.cannot-bind`
   */
  listen(field: string): Promise<number> {
    return listen(this.#server, this.#service.listen, field);
  }

  /** Takes no further connection, and waits for requests that are under way, at most `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#connections.endGently();
    const limit = setTimeout(() => this.#connections.endNow(), graceMs);
    await closed;
    clearTimeout(limit);
  }

  #take(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const { remoteAddress } = request.socket;
    if (remoteAddress === undefined) return void request.socket.destroy();
    const client = peerText(remoteAddress);
    const head = requestHead(
      {
        method: request.method ?? '',
        url: request.url ?? '',
        httpVersion: request.httpVersion,
        rawHeaders: request.rawHeaders,
      },
      this.#service,
      client,
    );
    if ('status' in head) {
      if (!this.#connections.begin(request.socket, response, () => {})) return;
      // After an invalid message nothing on this connection can be trusted.
      this.#connections.takeNoMore(request.socket, response);
      answer(response, head.status, head.why);
      return;
    }
    const forwarding = new Forwarding(this.#route, { request, response, head, client });
    if (this.#connections.begin(request.socket, response, () => forwarding.end())) forwarding.start(expectsContinue);
  }

  /**
   * What could not be read as a request. It is answered only if the answer cannot be taken for that of an earlier
   * request on the same connection.
   */
  #refuseUnread(error: NodeJS.ErrnoException, socket: Socket): void {
    const status = statusOf(error.code ?? '');
    const [response, ...others] = this.#connections.unanswered(socket);
    const mayAnswer =
      others.length === 0 && (response === undefined || (!response.headersSent && !response.req.complete));
    // Bytes after a request that was to be the last are nobody's; its answer is still to be given.
    if (error.code === 'HPE_CLOSED_CONNECTION' && response !== undefined) return;
    this.#connections.abandon(socket);
    if (status === null || !mayAnswer) socket.destroy();
    else answerOnSocket(socket, status);
  }
}

function statusOf(code: string): number | null {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code.startsWith('HPE_') ? 400 : null;
}
