import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endWhereStalled } from '../../../build/stall-limit.mjs';

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'farmwright-stall-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function run(script: string): ChildProcess {
  child = spawn(process.execPath, ['-e', script, folder], { stdio: 'ignore' });
  return child;
}

const WRITE = `const write = () => require('node:fs').appendFileSync(require('node:path').join(process.argv[1], 'part'), 'x');`;

it('a process that has stopped writing is ended', async () => {
  const stuck = run(`${WRITE} write(); setInterval(() => {}, 1000);`);
  expect(await endWhereStalled(stuck, [folder, join(folder, 'not-there')], 200)).toBe('stalled');
  expect(stuck.signalCode).toBe('SIGKILL');
});

it('a process that goes on writing is left alone, however long it takes, and its exit code is told', async () => {
  // It writes for two and a half times the limit.
  const busy = run(`${WRITE} let left = 100; setInterval(() => { write(); if (--left === 0) process.exit(7); }, 50);`);
  expect(await endWhereStalled(busy, [folder], 2000)).toBe(7);
});

it('a process that cannot be started is told as failed', async () => {
  child = spawn(join(folder, 'nothing'));
  expect(await endWhereStalled(child, [folder], 60_000)).toBe(1);
});
