import type { Plan } from '../model/plan.ts';
import { stepsOf } from '../model/plan.ts';
import { type Block, heading } from './document.ts';
import { visible } from './plain-text.ts';

/** All steps in one table: who does what, where. */
export function atAGlance(plan: Plan): Block[] {
  const rows = stepsOf(plan).map(({ title, who, host }, index) => [
    String(index + 1),
    visible(title),
    who,
    visible(host),
  ]);
  if (rows.length === 0) return [];
  return [heading(2, 'The steps at a glance'), { kind: 'table', head: ['Step', 'Title', 'Who', 'Host'], rows }];
}
