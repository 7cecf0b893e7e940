import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';
import type { Application } from './application.ts';
import { clientAddressOf, plainAddress } from './client-address.ts';
import { accountOf, sessionCookie } from './session-cookie.ts';

const MOST_HEADER_BYTES = 32 * 1024;
const MOST_BODY_BYTES = 4 * 1024;
const API = '/api/v3.0';
const REFERENCE = /^[A-Za-z0-9-]{8,64}$/;
const SignIn = z.object({ account: z.string().regex(/^[A-Za-z0-9._@-]{1,64}$/) });

interface Answer {
  status: number;
  body: string | Record<string, unknown>;
  headers?: Record<string, string>;
}

/**
 * The node's web server: HTTPS with TLS 1.2 or later. A connection from an address that is not admitted is closed
 * before a byte is read. Every answer names its node in `X-Served-By`.
 * @throws FarmError `application.cannot-bind`, `application.certificate-unusable`
 */
export function serve(application: Application): Promise<void> {
  const { address, port } = application.configuration;
  const server = secureServer(application);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(unusable('cannot-bind', `cannot listen on ${address} port ${port}: ${error.code ?? error.message}`)),
    );
    server.listen({ host: address, port }, resolve);
  });
}

function secureServer(application: Application): Server {
  const { admits, certificate, certificateKey, name } = application.configuration;
  try {
    const server = createServer({
      cert: certificate,
      key: certificateKey,
      minVersion: 'TLSv1.2',
      maxHeaderSize: MOST_HEADER_BYTES,
      handshakeTimeout: 10_000,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
    });
    server.prependListener('connection', (socket: Socket) => {
      if (!admits.includes(plainAddress(socket.remoteAddress ?? ''))) socket.destroy();
    });
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuseRaw(error, socket, name));
    server.on('request', (request, response) => {
      route(application, request).then(
        (answer) => send(response, name, answer),
        (error) => send(response, name, failure(error)),
      );
    });
    return server;
  } catch (error) {
    throw unusable('certificate-unusable', `cannot use its certificate: ${(error as Error).message}`);
  }
}

async function route(application: Application, request: IncomingMessage): Promise<Answer> {
  const target = request.url ?? '';
  if (!target.startsWith('/') || !URL.canParse(`https://node${target}`))
    return { status: 400, body: { error: 'the path is not understood' } };
  const url = new URL(`https://node${target}`);
  const path = url.pathname.startsWith(`${API}/`) ? 'api' : 'web';
  const place = path === 'api' ? url.pathname.slice(API.length) : url.pathname;
  const { signIn } = application.configuration;
  const method = request.method ?? '';
  if (place === '/health-check') return method === 'GET' ? await health(application) : wrongMethod('GET');
  if (place === '/request')
    return method === 'GET'
      ? await recordRequest(application, request, path, url.searchParams.get('reference') ?? '')
      : wrongMethod('GET');
  if (signIn && url.pathname === '/sign-in')
    return method === 'POST' ? await startSession(application, request) : wrongMethod('POST');
  if (signIn && url.pathname === '/whoami') return method === 'GET' ? whoAmI(application, request) : wrongMethod('GET');
  return { status: 404, body: { error: 'not found' } };
}

async function health(application: Application): Promise<Answer> {
  return (await application.isHealthy())
    ? { status: 200, body: 'healthy' }
    : { status: 503, body: 'not signed in to the database' };
}

/** The answer is sent once the record is kept: who has it may look for the record. */
async function recordRequest(
  application: Application,
  request: IncomingMessage,
  path: string,
  reference: string,
): Promise<Answer> {
  if (!REFERENCE.test(reference))
    return { status: 400, body: { error: 'reference: 8 to 64 letters, digits and hyphens' } };
  const address = clientAddressOf(request, await application.ipDetection());
  await application.record(reference, path, address);
  return { status: 200, body: { reference, path, node: application.configuration.name } };
}

async function startSession(application: Application, request: IncomingMessage): Promise<Answer> {
  const text = await bodyOf(request);
  if (text === null) return { status: 413, body: { error: 'the body is too long' } };
  const parsed = SignIn.safeParse(text === '' ? { account: 'practice' } : jsonOf(text));
  if (!parsed.success) return { status: 400, body: { error: 'account: 1 to 64 letters, digits and ._@-' } };
  const cookie = sessionCookie(parsed.data.account, application.configuration.keyRing);
  return { status: 200, body: { account: parsed.data.account }, headers: { 'Set-Cookie': cookie } };
}

function whoAmI(application: Application, request: IncomingMessage): Answer {
  const account = accountOf(request.headers.cookie, application.configuration.keyRing);
  return account === null ? { status: 401, body: { error: 'not signed in' } } : { status: 200, body: { account } };
}

function wrongMethod(allowed: string): Answer {
  return { status: 405, body: { error: `use ${allowed}` }, headers: { Allow: allowed } };
}

/** What went wrong inside stays inside; expected failures are told by their code. */
function failure(error: unknown): Answer {
  if (!(error instanceof FarmError)) return { status: 500, body: { error: 'internal' } };
  return { status: error.code.startsWith('database.') ? 503 : 500, body: { error: error.code } };
}

function send(response: ServerResponse, node: string, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Served-By': node,
    ...headers,
  });
  response.end(text);
}

/** A request that could not be read: headers too long, or no HTTP. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Duplex, node: string): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nX-Served-By: ${node}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(code: string, what: string): FarmError {
  return new FarmError({
    code: `application.${code}`,
    message: `The application ${what}.`,
    remedy: 'Correct its settings and files, then start it again.',
  });
}
