import { connect } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';

/** Where requests go, and how the server is known. */
export interface Place {
  address: string;
  port: number;
  hostName: string;
  trust: SecureContext;
}

/** An answer: its status, its headers by their names in lower case. */
export interface Reply {
  status: number;
  headers: Map<string, string[]>;
  body: string;
}

const LIMIT_MS = 8000;

/** Returns what a server is known by. @param authority PEM */
export function trustIn(authority: string): SecureContext {
  return createSecureContext({ ca: authority, minVersion: 'TLSv1.2' });
}

/**
 * Sends requests, as texts, one after another over one connection.
 * @returns an answer for each; null for one that had none
 */
export function converse(place: Place, from: string, texts: readonly string[]): Promise<(Reply | null)[]> {
  const replies: (Reply | null)[] = [];
  return new Promise((resolve) => {
    let came = Buffer.alloc(0);
    const raw = connect({ host: place.address, port: place.port, localAddress: from });
    const socket = connectTls({
      socket: raw,
      servername: place.hostName,
      secureContext: place.trust,
      rejectUnauthorized: true,
    });
    const next = () => {
      const text = texts[replies.length];
      if (text === undefined) return finish();
      socket.write(text);
    };
    const finish = () => {
      clearTimeout(limit);
      socket.destroy();
      resolve(texts.map((_, index) => replies[index] ?? null));
    };
    const take = (ended: boolean) => {
      const parsed = parse(came, ended);
      if (parsed === null) return;
      came = came.subarray(parsed.length);
      replies.push(parsed.reply);
      next();
    };
    const limit = setTimeout(finish, LIMIT_MS);
    raw.on('error', finish);
    socket.on('error', finish);
    socket.on('secureConnect', next);
    socket.on('data', (chunk: Buffer) => {
      came = Buffer.concat([came, chunk]);
      take(false);
    });
    socket.on('end', () => {
      take(true);
      finish();
    });
    socket.on('close', finish);
  });
}

/** The first whole answer in these bytes (RFC 9112, 6.3); null if it is not whole. */
function parse(bytes: Buffer, ended: boolean): { reply: Reply; length: number } | null {
  const head = bytes.indexOf('\r\n\r\n');
  if (head === -1) return null;
  const [first = '', ...lines] = bytes.subarray(0, head).toString('latin1').split('\r\n');
  const status = Number(first.split(' ')[1]);
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const start = head + 4;
  const told = headers.get('content-length')?.[0];
  const whole = (end: number) => ({
    reply: { status, headers, body: bytes.subarray(start, end).toString('utf8') },
    length: end,
  });
  if (told !== undefined) return bytes.length >= start + Number(told) ? whole(start + Number(told)) : null;
  if (headers.get('transfer-encoding')?.[0] === 'chunked') {
    const last = bytes.indexOf('0\r\n\r\n', start);
    return last === -1 ? null : whole(last + 5);
  }
  return ended ? whole(bytes.length) : null;
}
