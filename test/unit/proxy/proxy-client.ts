import type { ClientRequest } from 'node:http';
import { type Agent, request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { CLIENT, HOST, PROXY, pairs, standAuthority } from './proxy-stand.ts';

export interface Reply {
  status: number;
  lines: [string, string][];
  body: Buffer;
}

export interface Sent {
  method?: string;
  path?: string;
  /** Besides Host. */
  lines?: [string, string][];
  body?: Buffer | string;
  agent?: Agent;
  address?: string;
  /** The client's own address. */
  from?: string;
}

/** Opens a request to the proxy, from the client's address, with its lines as they are given. */
export async function open(port: number, sent: Sent = {}): Promise<ClientRequest> {
  const lines: [string, string][] = [['Host', HOST], ...(sent.lines ?? [])];
  if (sent.body !== undefined) lines.push(['Content-Length', String(Buffer.byteLength(sent.body))]);
  return request({
    host: sent.address ?? PROXY,
    port,
    servername: HOST,
    ca: (await standAuthority()).certificate,
    localAddress: sent.from ?? CLIENT,
    agent: sent.agent ?? false,
    method: sent.method ?? 'GET',
    path: sent.path ?? '/',
    headers: lines.flat(),
  });
}

/** One request to the proxy and its whole answer. */
export async function ask(port: number, sent: Sent = {}): Promise<Reply> {
  const asked = await open(port, sent);
  asked.end(sent.body);
  return await replyTo(asked);
}

export function replyTo(asked: ClientRequest): Promise<Reply> {
  return new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, lines: pairs(response.rawHeaders), body: Buffer.concat(chunks) }),
      );
    });
  });
}

/** A TLS connection to the proxy, for bytes that no HTTP client would send. */
export async function openRaw(port: number): Promise<TLSSocket> {
  const { certificate } = await standAuthority();
  return await new Promise((resolve, reject) => {
    const from = { localAddress: CLIENT };
    const socket = connect({ host: PROXY, port, servername: HOST, ca: certificate, ...from }, () => {
      socket.off('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Sends bytes (latin1) and gives everything that came back until the proxy ended the connection. */
export async function exchangeRaw(port: number, ...texts: string[]): Promise<string> {
  const socket = await openRaw(port);
  let got = '';
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(got)));
  socket.setEncoding('latin1').on('data', (text: string) => {
    got += text;
  });
  for (const text of texts) await new Promise<void>((resolve) => socket.write(text, 'latin1', () => resolve()));
  return await closed;
}
