import type { VerifyPorts } from './ports.ts';

/** Records that a node is about to be disturbed, or no longer is: a later run reads there what was left behind. */
export function recordDisturbance(
  deed: 'drained' | 'stopped',
  node: string,
  ports: Pick<VerifyPorts, 'record'>,
  told: { over: boolean; sentence: string },
): void {
  const { over, sentence } = told;
  ports.record({ host: node, page: 'verify', sentence, body: { type: 'disturbance', deed, node, over } });
}
