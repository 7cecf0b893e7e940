import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
  connect as tlsConnect,
} from 'node:tls';
import { FarmError } from '../model/errors.ts';
import type { SeenCertificate, Vantage, VantageAnswer, VantageRequest } from '../model/vantage.ts';

const MOST_BODY_BYTES = 64 * 1024;
/** Firewalls for web applications refuse requests without one. */
const USER_AGENT: [string, string] = ['User-Agent', 'Farmwright'];

/**
 * Sends from this computer's own addresses.
 * @param authority PEM of the certificate authorities to trust, or undefined for those of Node.js; what the environment adds (NODE_EXTRA_CA_CERTS) does not count
 */
export function httpsVantage(authority: string | undefined): Vantage {
  // Read once: to make one for each connection costs as much as the handshake.
  const trust = {
    secureContext: createSecureContext({ ca: authority ?? [...rootCertificates], minVersion: 'TLSv1.2' }),
  };
  return {
    send: (request, signal) => limited(request, signal, (until) => sendAlone(request, trust, until)),
    converse: (requests, signal) => converse(requests, trust, signal),
  };
}

/** The authorities that certificates are checked against. */
interface Trust {
  secureContext: SecureContext;
}

/** Every TLS connection checks the certificate: the environment could turn that off for connections that do not say so. */
const CHECKED = { rejectUnauthorized: true } as const;

async function limited<T>(
  request: VantageRequest,
  signal: AbortSignal,
  work: (until: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(request.limitMs);
  try {
    return await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.aborted) throw fault(request, 'no-answer', `gave no answer in ${request.limitMs / 1000} s`);
    throw translated(request, error);
  }
}

function sendAlone(request: VantageRequest, trust: Trust, signal: AbortSignal): Promise<VantageAnswer> {
  if (request.method === 'connect' || request.method === 'handshake') return connectOnly(request, trust, signal);
  return request.version === '1.0' ? sendOldHttp(request, trust, signal) : exchange(request, trust, false, signal);
}

async function converse(requests: VantageRequest[], trust: Trust, signal: AbortSignal): Promise<VantageAnswer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: VantageAnswer[] = [];
  try {
    for (const request of requests) {
      // The connection is free again once its answer was read; it is gone if the server ended it.
      if (answers.length > 0) await new Promise(setImmediate);
      if (answers.length > 0 && Object.keys(agent.freeSockets).length === 0) return answers;
      answers.push(await limited(request, signal, (until) => exchange(request, trust, agent, until)));
    }
    return answers;
  } finally {
    agent.destroy();
  }
}

function connectOnly(
  { from, to, hostName, method, stayMs = 0 }: VantageRequest,
  trust: Trust,
  signal: AbortSignal,
): Promise<VantageAnswer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const raw = connect({ host: to.address, port: to.port, localAddress: from, signal });
    const socket = method === 'connect' ? raw : tlsConnect({ socket: raw, servername: hostName, ...trust, ...CHECKED });
    raw.on('error', reject);
    socket.on('error', reject);
    // A server that ends the connection in the middle of the handshake gives no error of its own.
    socket.once('close', () => reject(Object.assign(new Error('the connection ended'), { code: 'ECONNRESET' })));
    socket.once(method === 'connect' ? 'connect' : 'secureConnect', () => {
      const seen = {
        sentFrom: raw.localAddress ?? from,
        certificate: method === 'connect' ? null : certificateOf(socket as TLSSocket),
      };
      const elapsedMs = performance.now() - started;
      const connected = () => {
        resolve({ status: 0, headers: [], body: '', ...seen, elapsedMs });
        socket.end(() => socket.destroy());
      };
      if (stayMs === 0) return connected();
      // Nothing is read: without this the end of the connection would not be seen.
      socket.resume();
      setTimeout(connected, stayMs);
    });
  });
}

function exchange(
  request: VantageRequest,
  trust: Trust,
  agent: Agent | false,
  signal: AbortSignal,
): Promise<VantageAnswer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const connection: [string, string][] = agent === false ? [['Connection', 'close']] : [];
    const send = request.tls === 'none' ? httpRequest : httpsRequest;
    const outgoing = send({
      host: request.to.address,
      port: request.to.port,
      localAddress: request.from,
      servername: request.hostName,
      method: request.method,
      path: request.path,
      headers: [...headLines(request), ...connection].flat() as unknown as Record<string, string>,
      agent,
      ...trust,
      rejectUnauthorized: request.tls !== 'unchecked',
      signal,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const { socket } = response;
      const certificate = request.tls === 'none' ? null : certificateOf(socket as TLSSocket);
      const seen = { sentFrom: socket.localAddress ?? request.from, certificate };
      readBody(response).then((body) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: pairs(response.rawHeaders),
          body,
          ...seen,
          elapsedMs: performance.now() - started,
        });
      }, reject);
    });
    outgoing.end(request.body);
  });
}

/** HTTP/1.0 (RFC 1945): the answer ends with the connection. Node's own client does not speak it. */
function sendOldHttp(request: VantageRequest, trust: Trust, signal: AbortSignal): Promise<VantageAnswer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const { from, to, hostName, method, path, body = '' } = request;
    const raw = connect({ host: to.address, port: to.port, localAddress: from, signal });
    raw.on('error', reject);
    const socket = tlsConnect({ socket: raw, servername: hostName, ...trust, ...CHECKED });
    const chunks: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
    socket.once('secureConnect', () => {
      const seen = { sentFrom: raw.localAddress ?? from, certificate: certificateOf(socket) };
      socket.once('close', () => {
        const answer = answerIn(Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES).toString('latin1'));
        if (answer === null) reject(Object.assign(new Error('no HTTP answer'), { code: 'ECONNRESET' }));
        else resolve({ ...answer, ...seen, elapsedMs: performance.now() - started });
      });
      const lines = headLines(request).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`${method} ${path} HTTP/1.0\r\n${lines.join('')}\r\n${body}`);
    });
  });
}

function answerIn(text: string): Pick<VantageAnswer, 'status' | 'headers' | 'body'> | null {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, status] = /^HTTP\/1\.[01] (\d{3})\b/.exec(first) ?? [];
  if (end < 0 || status === undefined) return null;
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), headers, body: text.slice(end + 4) };
}

function headLines({ hostName, headers = [], method, body = '' }: VantageRequest): [string, string][] {
  const length: [string, string][] =
    method === 'POST' || body !== '' ? [['Content-Length', String(Buffer.byteLength(body))]] : [];
  const agent: [string, string][] = headers.some(([name]) => /^user-agent$/i.test(name)) ? [] : [USER_AGENT];
  return [['Host', hostName], ...agent, ...headers, ...length];
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function certificateOf(socket: TLSSocket): SeenCertificate {
  const certificate = socket.getPeerX509Certificate();
  return {
    fingerprint: certificate?.fingerprint256 ?? '',
    names: certificate?.subjectAltName ?? '',
    validTo: certificate?.validTo ?? '',
  };
}

function pairs(raw: string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return list;
}

function translated(request: VantageRequest, error: unknown): FarmError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return fault(request, 'refused', 'refused the connection: nothing listens there');
  if (code === 'EADDRNOTAVAIL')
    return fault(
      request,
      'address-not-here',
      `cannot be asked from ${request.from}: this computer has no such address`,
    );
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT')
    return fault(request, 'unreachable', `cannot be reached from ${request.from}`);
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/.test(code))
    return fault(request, 'certificate-refused', `did not prove its identity as ${request.hostName}: ${message}`);
  return fault(request, 'closed', `closed the connection (${code || message})`);
}

const REMEDIES = {
  refused: 'See that the service runs and listens on this address and port.',
  closed: 'See in its log why it ends the connection.',
  'no-answer': 'See whether a firewall drops the packets or the service hangs.',
  unreachable: 'See the route and the firewall between the two addresses.',
  'certificate-refused': 'Install the certificate of the farm, issued by the authority that clients trust.',
  'address-not-here': 'Choose an address of this computer, or add it to a network interface.',
} as const;

function fault(request: VantageRequest, kind: keyof typeof REMEDIES, what: string): FarmError {
  const at = `${request.to.address} port ${request.to.port}`;
  return new FarmError({ code: `vantage.${kind}`, message: `${at} ${what}.`, remedy: REMEDIES[kind], at });
}
