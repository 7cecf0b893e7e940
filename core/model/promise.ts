/** Checks that are the promise: nodes are healthy to the end, and of every request the client's own address is recorded. */
const PROMISE = [
  'health.node',
  'node.unchanged',
  'audit.recorded',
  'audit.client-ip',
  'spoof.refused',
  'forged-direct.refused',
];

/** True for a check without which no farm is ready: neither a waiver nor a profile makes it optional. */
export function isPromise(check: string): boolean {
  return PROMISE.includes(check);
}
