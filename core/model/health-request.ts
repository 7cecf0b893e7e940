import type { VantageAnswer, VantageRequest } from './vantage.ts';

/** Returns what asks a service for its health: a request for this path, or a connection alone if there is none. */
export function healthRequest(path: string | null): Pick<VantageRequest, 'method' | 'path'> {
  return path === null ? { method: 'connect', path: '' } : { method: 'GET', path };
}

/** Returns whether that was answered as a healthy service answers: with exactly 200, or with a connection. */
export function isHealthyAnswer({ method }: Pick<VantageRequest, 'method'>, { status }: VantageAnswer): boolean {
  return method === 'connect' || status === 200;
}
