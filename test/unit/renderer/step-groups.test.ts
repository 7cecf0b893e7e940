import { describe, expect, it } from 'vitest';
import type { Page, Step } from '../../../core/model/plan.ts';
import { foldEvents } from '../../../renderer/story/fold-events.ts';
import { noStory } from '../../../renderer/story/story.ts';
import { beforeTheChange, nodeSteps, progressOf } from '../../../renderer/wizard/steps/step-groups.ts';
import { events } from './story-events.ts';

const step = (id: string, host: string, page: Page): Step => ({
  ...{ id, host, page, title: id, who: 'wizard', needs: [], makes: [], apply: [], confirm: [] },
  ...{ expected: '', ifNot: '', undo: { how: '' } },
});
const ran = foldEvents(
  noStory,
  events([
    { type: 'run.started', plan: 'p', steps: 2 },
    { type: 'step.state', step: 'one', state: 'done' },
    { type: 'run.ended', outcome: 'done' },
  ]),
);
const running = foldEvents(ran, events([{ type: 'run.started', plan: 'p', steps: 2 }], 4));
const one = step('one', 'node-01', 'first-node');

describe('steps of a page that is out of date', () => {
  it('count as done before the change, and have no tick', () => {
    expect(beforeTheChange(ran, 'one', true)).toBe(true);
    expect(progressOf([one], ran.steps, (id) => beforeTheChange(ran, id, true)).kind).toBe('outdated');
  });

  it('are as they are where nothing changed', () => {
    expect(beforeTheChange(ran, 'one', false)).toBe(false);
    expect(progressOf([one], ran.steps).kind).toBe('done');
  });

  it('are done again only by the run that is under way', () => {
    expect(beforeTheChange(running, 'one', true)).toBe(true);
    const again = foldEvents(running, events([{ type: 'step.state', step: 'one', state: 'in place' }], 5));
    expect(beforeTheChange(again, 'one', true)).toBe(false);
  });
});

it('a node has come as far as the steps of the pages up to its own', () => {
  const stages = (['first-node', 'further-nodes', 'ip-detection'] as const).map((page) => ({
    ...{ page, title: page },
    steps: ['node-01', 'node-02'].map((host) => step(`${page} ${host}`, host, page)),
  }));
  const steps = nodeSteps({ farm: 'p', stages }, ['node-01'], 'further-nodes');
  expect([...steps].map(([node, own]) => [node, own.map(({ id }) => id)])).toEqual([
    ['node-01', ['first-node node-01', 'further-nodes node-01']],
  ]);
});
