import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startEntry } from '../../support/practice-entries.ts';
import { isAlive } from '../../support/processes.ts';

/** A program that answers at its socket, and does not end when it is asked to. */
const STUBBORN = `
  require('node:fs').rmSync('program.sock', { force: true });
  process.on('SIGTERM', () => {});
  require('node:net').createServer((socket) => socket.end('here')).listen('program.sock');
`;
let cwd: string;
let keeper: ChildProcess;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'fw-keeper-'));
});
afterEach(() => {
  if (keeper.connected) keeper.disconnect();
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Keeps the stubborn program, and gives its process id. */
async function keepStubborn(): Promise<number> {
  const message = await keep(process.execPath, ['-e', STUBBORN]);
  if (message.keeps === undefined) throw new Error(`the program did not start: ${JSON.stringify(message)}`);
  return message.keeps;
}

async function keep(command: string, args: string[], limitMs = 5000): Promise<{ type: string; keeps?: number }> {
  keeper = await startEntry('program-keeper');
  keeper.send({ type: 'start', command, args, cwd, readyWhen: { socket: 'program.sock', limitMs } });
  const [message] = (await once(keeper, 'message')) as [{ type: string }];
  return message;
}

it.each([
  ['is not there', 'no-such-program', [], 5000, 'balancer.program-missing', /no-such-program/],
  [
    'ends at once',
    process.execPath,
    ['-e', 'console.error("cannot go on"); process.exit(3)'],
    5000,
    'service.did-not-start',
    /3.*cannot go on/s,
  ],
  ['is never ready', process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 200, 'service.did-not-start', /0\.2 s/],
])('says that the program %s', async (_what, command, args, limitMs, code, message) => {
  expect(await keep(command, args, limitMs)).toMatchObject({
    type: 'failed',
    error: { code, message: expect.stringMatching(message) },
  });
  await once(keeper, 'exit');
});

it.each([
  ['its channel closes', () => keeper.disconnect()],
  ['it is asked to end', () => keeper.kill('SIGTERM')],
])('ends the program when %s, with force if need be', async (_what, end) => {
  const keeps = await keepStubborn();
  expect(isAlive(keeps)).toBe(true);
  end();
  await expect.poll(() => isAlive(keeps), { timeout: 5000 }).toBe(false);
});

it('tells when the program ends by itself', async () => {
  const keeps = await keepStubborn();
  const failed = once(keeper, 'message');
  process.kill(keeps, 'SIGKILL');
  const [message] = (await failed) as [unknown];
  expect(message).toMatchObject({ type: 'failed', error: { message: expect.stringContaining('SIGKILL') } });
});
