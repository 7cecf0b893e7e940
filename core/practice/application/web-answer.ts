import type { IncomingMessage, ServerResponse } from 'node:http';

const MOST_BODY_BYTES = 4 * 1024;

/** The answer to a request. */
export interface Answer {
  status: number;
  body: string | Record<string, unknown>;
  headers?: Record<string, string>;
}

export const TOO_LONG: Answer = { status: 413, body: { error: 'the body is too long' } };

export function wrongMethod(allowed: string[]): Answer {
  const methods = allowed.join(', ');
  return { status: 405, body: { error: `use ${methods}` }, headers: { Allow: methods } };
}

/** Sends an answer. @param names headers that every answer has */
export function send(response: ServerResponse, names: Record<string, string>, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...names,
    ...headers,
  });
  response.end(text);
}

/** The body of a request as text; null if it is too long. */
export async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The value of a JSON text; undefined if it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
