import { listed } from '../listed.ts';
import type { RequestSeen } from '../observations.ts';
import { namedShape, PLAIN } from '../shapes.ts';

/**
 * Tells what these requests have in common, and others of the same kind have not: ` from 192.0.2.10`, ` in the shape “POST”`.
 * @param all requests of the same kind, with these among them
 * @returns what a sentence goes on with; empty where nothing tells them from the others
 */
export function onlyFor(these: readonly RequestSeen[], all: readonly RequestSeen[]): string {
  const clients = new Set(these.map(({ sentFrom }) => sentFrom));
  const others = all.some(({ sentFrom }) => !clients.has(sentFrom));
  const shapes = [...new Set(these.map((request) => `“${namedShape(request)}”`))];
  const isPlain = (request: RequestSeen) => request.shape === PLAIN.id;
  return [
    clients.size === 1 && others ? ` from ${[...clients].join('')}` : '',
    all.some(isPlain) && !these.some(isPlain) ? ` in the shape ${listed(shapes)}` : '',
  ].join('');
}
