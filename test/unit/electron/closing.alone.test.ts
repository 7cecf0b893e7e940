import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { guardClosing } from '../../../electron/closing.ts';
import type { CoreKeeper } from '../../../electron/core-keeper.ts';
import { Preventable, StrictEmitter } from '../../support/electron-strict.ts';
import { question } from '../../support/fake-utility.ts';

vi.mock('electron', async () => (await import('../../support/fake-utility.ts')).electron);

const [KEEP_RUNNING, CANCEL, STAY] = [0, 1, 2];
const FARM = { id: '1', name: 'Day one' };

class Window extends StrictEmitter {
  hidden = 0;
  constructor() {
    super('BrowserWindow', ['close']);
  }
  hide(): void {
    this.hidden += 1;
  }
  /** As the frame's cross does. @returns whether it closes */
  close(): boolean {
    const event = new Preventable();
    this.emit('close', event);
    return !event.prevented;
  }
}

let window: Window;
let core: { underWay: object[]; runs: boolean };
let quits: number;
beforeEach(() => {
  window = new Window();
  core = { underWay: [FARM], runs: true };
  quits = 0;
  question.asked = 0;
  guardClosing(window as unknown as BrowserWindow, core as unknown as CoreKeeper, () => {
    quits += 1;
  });
});

it.each([
  { when: 'keep running', button: KEEP_RUNNING, hides: 1, ends: 0 },
  { when: 'cancel and close', button: CANCEL, hides: 0, ends: 1 },
  { when: 'stay', button: STAY, hides: 0, ends: 0 },
  { when: 'keep running, but it has ended meanwhile', button: KEEP_RUNNING, meanwhile: true, hides: 0, ends: 1 },
  { when: 'cancel, but it has ended meanwhile', button: CANCEL, meanwhile: true, hides: 0, ends: 1 },
  { when: 'stay, though it has ended meanwhile', button: STAY, meanwhile: true, hides: 0, ends: 0 },
  { when: 'keep running, but the core was lost', button: KEEP_RUNNING, meanwhile: true, lost: true, hides: 0, ends: 0 },
])('$when: hidden $hides times, ended $ends times', async ({ button, meanwhile, lost, hides, ends }) => {
  expect(window.close()).toBe(false);
  expect(question.asked).toBe(1);
  if (meanwhile === true) core = Object.assign(core, { underWay: [], runs: lost !== true });
  question.answer(button);
  // Nothing but promises lies between the answer and what follows from it.
  await new Promise((resolve) => setImmediate(resolve));
  expect([window.hidden, quits]).toEqual([hides, ends]);
});

it('asks nothing where nothing is under way', () => {
  core.underWay = [];
  expect([window.close(), question.asked, quits]).toEqual([true, 0, 0]);
});
