import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { UtilityProcess } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serveLaunches } from '../../../electron/launcher.ts';
import { FakeUtility, forks } from '../../support/fake-utility.ts';

vi.mock('electron', async () => (await import('../../support/fake-utility.ts')).electron);

const LAUNCH = { type: 'launch', launch: 1, entry: 'practice-node', cwd: null, detached: false };
const KILL = { type: 'kill', launch: 1 };

let asker: FakeUtility;
let running: ChildProcess[];
beforeEach(() => {
  Object.assign(forks, { made: [], problem: null });
  running = [];
  asker = new FakeUtility();
  serveLaunches(asker as unknown as UtilityProcess, '/entries');
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The process that was forked last. */
function forked(): FakeUtility {
  const last = forks.made.at(-1);
  if (last === undefined) throw new Error('Nothing was forked.');
  return last;
}

/** A real process that only ends by force. */
async function stubborn(): Promise<{ pid: number; exit: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  running.push(child);
  return { pid: child.pid ?? 0, exit: once(child, 'exit') };
}

it('a fatal error of V8 in a process harms nobody else, and its asker learns of it with the end', () => {
  asker.emit('message', LAUNCH);
  forked().emit('error', 'FatalError', 'v8::Heap', '{"environmentVariables":{"KEY":"what nobody is to see"}}');
  forked().stderr.emit('data', Buffer.from('out of memory\n'));
  forked().end(134);
  expect(asker.said.at(-1)).toEqual({
    type: 'launch.ended',
    launch: 1,
    code: 134,
    problem: null,
    lastWords: 'FatalError at v8::Heap\nout of memory\n',
  });
});

it('a process that cannot be forked is told as ended, with the reason', () => {
  forks.problem = 'no memory left';
  asker.emit('message', LAUNCH);
  expect(asker.said).toEqual([
    { type: 'launch.ended', launch: 1, code: null, problem: 'no memory left', lastWords: '' },
  ]);
});

it('a kill that comes before the process runs ends it as soon as it does', async () => {
  const { pid, exit } = await stubborn();
  asker.emit('message', LAUNCH);
  asker.emit('message', KILL);
  forked().begin(pid);
  expect((await exit)[1]).toBe('SIGKILL');
});

it('a kill ends a process that runs, and one that comes too late harms nobody', async () => {
  const { pid, exit } = await stubborn();
  asker.emit('message', LAUNCH);
  forked().begin(pid);
  asker.emit('message', KILL);
  expect((await exit)[1]).toBe('SIGKILL');
  // The process is gone, and its end was not told yet.
  expect(() => asker.emit('message', KILL)).not.toThrow();
  forked().end(9);
  expect(() => asker.emit('message', KILL)).not.toThrow();
});

it('what was not started detached is asked to end when its asker has ended, and nothing is told to who is gone', () => {
  asker.emit('message', LAUNCH);
  const child = forked();
  asker.emit('message', { ...LAUNCH, launch: 2, detached: true });
  const kept = forked();
  asker.end(0);
  const told = asker.said.length;
  expect(child.said.at(-1)).toEqual({ type: 'end-asked' });
  expect(kept.said.at(-1)).toEqual({ type: 'joined' });
  kept.end(0);
  child.end(0);
  expect(asker.said).toHaveLength(told);
});
