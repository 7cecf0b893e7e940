import { createServer as createHttp, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { FarmError } from '../../model/errors.ts';
import type { Application } from './application.ts';
import { TOKEN } from './audit-log.ts';
import { plainAddress } from './client-address.ts';
import { type AuditedRequest, type HttpService, type Listener, TOKEN_SEGMENT } from './service-configuration.ts';
import { signInAnswer } from './sign-in.ts';
import { type Answer, bodyOf, jsonOf, send, TOO_LONG, wrongMethod } from './web-answer.ts';

const BOUNDS = { maxHeaderSize: 32 * 1024, headersTimeout: 10_000, requestTimeout: 15_000 };

/**
 * The server of the HTTP services of one address and port, with TLS 1.2 or later for HTTPS. Every answer
 * names its node if the application does so.
 */
export function webServer(listener: Extract<Listener, { services: HttpService[] }>, application: Application): Server {
  const { identity, servedBy, name } = application.configuration;
  const names = servedBy === null ? {} : { [servedBy]: name };
  const server =
    listener.kind === 'http'
      ? createHttp(BOUNDS)
      : createHttps({
          ...BOUNDS,
          cert: identity?.certificate,
          key: identity?.key,
          minVersion: 'TLSv1.2',
          handshakeTimeout: 10_000,
        });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuseRaw(error, socket, names));
  server.on('request', (request, response) => {
    route(application, listener.services, request).then(
      (answer) => send(response, names, answer),
      (error) => send(response, names, failure(error)),
    );
  });
  return server;
}

async function route(application: Application, services: HttpService[], request: IncomingMessage): Promise<Answer> {
  const target = request.url ?? '';
  if (!target.startsWith('/') || !URL.canParse(`https://node${target}`))
    return { status: 400, body: { error: 'the path is not understood' } };
  const url = new URL(`https://node${target}`);
  const path = url.pathname;
  if (services.some(({ health }) => health !== 'connect' && health.path === path))
    return request.method === 'GET' ? await health(application) : wrongMethod(['GET']);
  const known = services.flatMap((service) =>
    service.requests
      .filter((audited) => isPathOf(audited, path))
      .map((audited) => ({ service: service.name, audited })),
  );
  const asked = known.find(({ audited }) => audited.method === request.method);
  if (asked !== undefined) return await recordRequest(application, request, url, asked);
  if (known.length > 0) return wrongMethod(known.map(({ audited }) => audited.method));
  const notFound = { status: 404, body: { error: 'not found' } };
  return (await signInAnswer(application, services, request, path)) ?? notFound;
}

function isPathOf({ path: pattern }: AuditedRequest, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part === TOKEN_SEGMENT || part === given[at]);
}

async function health(application: Application): Promise<Answer> {
  return (await application.isHealthy())
    ? { status: 200, body: 'healthy' }
    : { status: 503, body: 'not signed in to the database' };
}

/** The answer is sent after the record is written, so that the client can look for the record. */
async function recordRequest(
  application: Application,
  request: IncomingMessage,
  url: URL,
  { service, audited }: { service: string; audited: AuditedRequest },
): Promise<Answer> {
  const body = typeof audited.token === 'object' && 'body' in audited.token ? await bodyOf(request) : '';
  if (body === null) return TOO_LONG;
  const token = tokenOf(audited, url, body);
  if (token !== null && !TOKEN.test(token))
    return { status: 400, body: { error: 'the token has 8 to 64 letters, digits and hyphens' } };
  const { socket, method = '', httpVersion: version } = request;
  const headers = pairsOf(request.rawHeaders);
  const peer = plainAddress(socket.remoteAddress ?? '');
  const from = await application.clientAddress({ peer, peerPort: socket.remotePort, headers });
  const received = { service, method, version, socket, peer, headers };
  const treated = await application.recordRequest({ path: url.pathname, token }, received, from);
  if (treated.answerAfterMs > 0) await setTimeout(treated.answerAfterMs);
  const status = treated.status ?? audited.status;
  return { status, body: token === null ? { service } : { service, token }, headers: headersOf(status) };
}

/** The token of a request, empty if it should have one and has none; null if such requests have no token. */
function tokenOf({ token, path }: AuditedRequest, url: URL, body: string): string | null {
  if (token === 'none') return null;
  if (token === 'path') return url.pathname.split('/')[path.split('/').indexOf(TOKEN_SEGMENT)] ?? '';
  if ('query' in token) return url.searchParams.get(token.query) ?? '';
  const fields = jsonOf(body);
  if (typeof fields !== 'object' || fields === null) return new URLSearchParams(body).get(token.body) ?? '';
  const value = (fields as Record<string, unknown>)[token.body];
  return typeof value === 'string' ? value : '';
}

/** What an answer of this status must have besides (RFC 9110, 11.6.1 and 15.4). */
function headersOf(status: number): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Negotiate' };
  return status >= 300 && status < 400 ? { Location: '/' } : {};
}

/** Answers expected failures with their code, and other errors without details. */
function failure(error: unknown): Answer {
  if (!(error instanceof FarmError)) return { status: 500, body: { error: 'internal' } };
  return { status: error.code.startsWith('database.') ? 503 : 500, body: { error: error.code } };
}

/** A request that could not be read: headers too long, or no HTTP. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Duplex, names: Record<string, string>): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const headers = Object.entries({ ...names, 'Content-Length': '0', Connection: 'close' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`);
}

function pairsOf(raw: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
