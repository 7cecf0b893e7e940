import type { WebContents, WebFrameMain } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { CoreKeeper } from '../../../electron/core-keeper.ts';
import { followRunEnds } from '../../../electron/run-ends.ts';
import { type FakeUtility, forks } from '../../support/fake-utility.ts';

vi.mock('electron', async () => (await import('../../support/fake-utility.ts')).electron);

const FARM = { id: '1', name: 'Day one' };

let keeper: CoreKeeper;
let told: string[];
let quits: number;
let shown: number;
let now: number;
beforeEach(() => {
  forks.made = [];
  [told, quits, shown, now] = [[], 0, 0, 0];
  keeper = new CoreKeeper('/entries');
  keeper.onEnded = () => {
    shown += 1;
  };
  keeper.onUnderWay = followRunEnds({
    isSeen: () => false,
    isPutAway: () => true,
    now: () => now,
    tell: (farm) => told.push(farm),
    quit: () => {
      quits += 1;
    },
  });
  keeper.start();
});

const core = (): FakeUtility => forks.made.at(-1) as FakeUtility;
const tellUnderWay = (farms: object[]) => core().emit('message', { type: 'under way', farms });

it('a run that ends is told, and the application that waited for it ends', () => {
  tellUnderWay([FARM]);
  now = 60_000;
  tellUnderWay([]);
  expect([told, quits, shown]).toEqual([['Day one'], 1, 0]);
});

it('a run that is lost with the core is never told as ended: the window comes back instead', () => {
  tellUnderWay([FARM]);
  now = 60_000;
  core().end(9);
  expect(keeper.underWay).toEqual([]);
  expect(keeper.runs).toBe(false);
  expect([told, quits, shown]).toEqual([[], 0, 1]);
});

it('what is begun after that is measured from its own beginning', () => {
  tellUnderWay([FARM]);
  now = 60_000;
  core().end(9);
  keeper.start();
  tellUnderWay([FARM]);
  now = 61_000;
  tellUnderWay([]);
  expect([told, quits]).toEqual([[], 1]);
});

it('a page learns with which code the core ended, at once or when it asks for a line', () => {
  const heard: unknown[] = [];
  const page = { isDestroyed: () => false, send: (...said: unknown[]) => heard.push(said) } as unknown as WebContents;
  const frame = { postMessage: () => {} } as unknown as WebFrameMain;
  keeper.join(page, frame);
  core().end(134);
  keeper.join(page, frame);
  expect(heard).toEqual([
    ['core:ended', 134],
    ['core:ended', 134],
  ]);
});

it('a core that was asked to end is waited for, and nobody is alarmed', async () => {
  const ended = keeper.end(60_000);
  expect(core().said.at(-1)).toEqual({ type: 'end' });
  core().end(0);
  await ended;
  expect([told, shown]).toEqual([[], 0]);
});
