import { handsOf, type Operator } from './person-at-work.ts';

/**
 * Builds a farm on practice hosts from nothing but the runbook's Markdown: every step in its order, every action as it
 * is written, values of placeholders from where the runbook says.
 * @returns titles of the actions that were carried out
 */
export async function followRunbook(markdown: string, operator: Operator): Promise<string[]> {
  const { steps, carryOut } = handsOf(markdown, operator);
  const done: string[] = [];
  for (const step of steps)
    for (const action of [...step.apply, ...step.confirm]) {
      await carryOut(step.host, action);
      done.push(action.title);
    }
  return done;
}
