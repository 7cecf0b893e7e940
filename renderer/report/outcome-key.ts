import type { Outcome } from '../../core/model/check.ts';

/** One outcome among all, as causes name it. The same text as `outcomeKey` of the core gives; a test holds them together. */
export function keyOf(outcome: Pick<Outcome, 'id' | 'subject'>): string {
  const subject = [outcome.subject.node, outcome.subject.service].filter((part) => part !== undefined).join(',');
  return subject === '' ? outcome.id : `${outcome.id}[${subject}]`;
}

/** `audit` of `audit.client-ip`: what checks are grouped by. */
export function categoryOf(id: string): string {
  return id.split('.')[0] ?? id;
}
