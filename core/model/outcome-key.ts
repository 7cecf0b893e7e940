import type { Outcome } from './check.ts';

/** `audit.client-ip[node-01,web]`: one outcome among all. */
export function outcomeKey(outcome: Pick<Outcome, 'id' | 'subject'>): string {
  const subject = [outcome.subject.node, outcome.subject.service].filter((part) => part !== undefined).join(',');
  return subject === '' ? outcome.id : `${outcome.id}[${subject}]`;
}
