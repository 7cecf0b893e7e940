import { expect, it } from 'vitest';
import type { Journal } from '../../../core/journal/journal.ts';
import type { JournalEvent } from '../../../core/model/event.ts';
import type { Asked } from '../../../core/model/reading.ts';
import { Secret } from '../../../core/model/secret.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { sample } from '../../../core/profiles/sample/sample.ts';
import { People } from '../../../core/session/people.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';

const farm = exampleFarm();
const plan = makePlan(exampleVerification());

/** People of whom this question was asked. @returns what is recorded when they hand in this text */
function handIn(question: Asked<unknown>, text: string): unknown {
  const asked = { type: 'reading.asked', item: 'x', who: 'Ada', ask: 'Look.', script: null, example: 'x' };
  const events = [{ host: question.host, at: '2026-01-01T00:00:00.000Z', body: asked }] as unknown as JournalEvent[];
  const recorded: unknown[] = [];
  const people = new People({
    journal: { events } as unknown as Journal,
    inputKey: new Secret('key'),
    planned: () => ({ farm, plan }),
    whoAt: () => 'Ada',
    question: () => question,
    holdsSecret: () => false,
    record: ({ body }) => void recorded.push(body),
    refuse: () => {},
  });
  people.handIn({ item: 'x', outcome: 'done', text, who: 'Ada' });
  return recorded[0];
}

it('an empty answer is an answer where there may be nothing, as audit records of requests that left none', () => {
  const [question] = sample.audit.ask(farm, { token: 'fw-1', from: new Date(0), to: new Date(1) });
  if (question === undefined) throw new Error('the sample application has audit records');
  expect(handIn(question, ' \n')).toMatchObject({ type: 'handed.in', item: 'x', outcome: 'done' });
});

it('an empty answer is refused where there is always something', () => {
  const [fact] = sample.facts;
  if (fact === undefined) throw new Error('nodes of the sample application say something of themselves');
  expect(() => handIn(fact.ask(farm, 'node-01'), '')).toThrow('The answer is empty.');
});
