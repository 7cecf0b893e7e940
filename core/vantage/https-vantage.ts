import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { FarmError } from '../model/errors.ts';
import type { SeenCertificate, Vantage, VantageAnswer, VantageRequest } from '../model/vantage.ts';

const MOST_BODY_BYTES = 64 * 1024;

/**
 * Sends from this computer's own addresses.
 * @param authority PEM of the certificate authorities to trust, or undefined for the system's
 */
export function httpsVantage(authority: string | undefined): Vantage {
  return { send: (request, signal) => send(request, authority, signal) };
}

async function send(
  request: VantageRequest,
  authority: string | undefined,
  signal: AbortSignal,
): Promise<VantageAnswer> {
  signal.throwIfAborted();
  const started = performance.now();
  const limit = AbortSignal.timeout(request.limitMs);
  try {
    const both = AbortSignal.any([signal, limit]);
    if (request.method === 'connect') return await connectOnly(request, both, started);
    return await exchange(request, authority, both, started);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.aborted) throw fault(request, 'no-answer', `gave no answer in ${request.limitMs / 1000} s`);
    throw translated(request, error);
  }
}

function connectOnly({ from, to }: VantageRequest, signal: AbortSignal, started: number): Promise<VantageAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: to.address, port: to.port, localAddress: from, signal });
    socket.on('error', reject);
    socket.once('connect', () => {
      const sentFrom = socket.localAddress ?? from;
      socket.end(() => socket.destroy());
      resolve({
        status: 0,
        headers: [],
        body: '',
        sentFrom,
        certificate: null,
        elapsedMs: performance.now() - started,
      });
    });
  });
}

function exchange(
  request: VantageRequest,
  authority: string | undefined,
  signal: AbortSignal,
  started: number,
): Promise<VantageAnswer> {
  return new Promise((resolve, reject) => {
    const headers = [['Host', request.hostName], ['Connection', 'close'], ...(request.headers ?? [])].flat();
    if (request.method === 'POST') headers.push('Content-Length', '0');
    let seen: { sentFrom: string; certificate: SeenCertificate } | undefined;
    const outgoing = httpsRequest({
      host: request.to.address,
      port: request.to.port,
      localAddress: request.from,
      servername: request.hostName,
      method: request.method,
      path: request.path,
      headers: headers as unknown as Record<string, string>,
      agent: false,
      ...(authority === undefined ? {} : { ca: authority }),
      minVersion: 'TLSv1.2',
      signal,
    });
    outgoing.on('socket', (socket) =>
      socket.once('secureConnect', () => {
        seen = { sentFrom: socket.localAddress ?? request.from, certificate: certificateOf(socket as TLSSocket) };
      }),
    );
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      readBody(response).then((body) => {
        if (seen === undefined) throw new Error('an answer came before the TLS handshake ended');
        resolve({
          status: response.statusCode ?? 0,
          headers: pairs(response.rawHeaders),
          body,
          ...seen,
          elapsedMs: performance.now() - started,
        });
      }, reject);
    });
    outgoing.end();
  });
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
  const certificate = socket.getPeerCertificate();
  return {
    fingerprint: certificate.fingerprint256,
    names: certificate.subjectaltname ?? '',
    validTo: certificate.valid_to,
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
