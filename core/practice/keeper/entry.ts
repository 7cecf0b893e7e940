import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type ErrorData, errorData, FarmError } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';
import { starterOf } from '../../processes/starter.ts';

const TAIL_CHARACTERS = 8_192;
const KILL_AFTER_MS = 1_000;
const RETRY_MS = 25;

const Start = z.object({
  type: z.literal('start'),
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  /** It is ready when something answers at this socket. */
  readyWhen: z.object({ socket: z.string(), limitMs: z.int() }),
});

// Runs one system program and ends it with the world: the channel closes when the world ends.
let kept: ChildProcess | null = null;
let ending = false;
const starter = starterOf();
starter.onceGone(() => {
  kept?.kill('SIGKILL');
  process.exit(0);
});
starter.onceEndAsked(() => {
  ending = true;
  if (kept === null) process.exit(0);
  kept.kill('SIGTERM');
  setTimeout(() => kept?.kill('SIGKILL'), KILL_AFTER_MS);
});
starter.onceMessage((message) => {
  begin(message).then(
    (keeps) => starter.send({ type: 'started', keeps }),
    (error) => fail(errorData(error)),
  );
});

async function begin(message: unknown): Promise<number> {
  const { command, args, cwd, readyWhen } = parseInput(Start, message, 'the start message of a program');
  const program = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  kept = program;
  let tail = '';
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = `${tail}${text}`.slice(-TAIL_CHARACTERS);
  });
  const ended = new Promise<string>((resolve) => {
    program.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? 'ENOENT' : error.message),
    );
    // After *close* nothing more comes on its standard error.
    program.once('close', (code, signal) => resolve(`it ended (${signal ?? code})`));
  });
  const answer = await Promise.race([ended, ready(join(cwd, readyWhen.socket), readyWhen.limitMs)]);
  if (answer === 'ENOENT') throw missing(command);
  if (answer !== 'ready' || program.pid === undefined) {
    program.kill('SIGKILL');
    throw didNotStart(command, [answer, ...reports(tail)].join('\n'));
  }
  ended.then((why) => {
    if (ending) process.exit(0);
    fail(errorData(didNotStart(command, [why, ...reports(tail)].join('\n'))));
  });
  return program.pid;
}

function fail(error: ErrorData): void {
  starter.send({ type: 'failed', error }, () => process.exit(1));
}

async function ready(socketPath: string, limitMs: number): Promise<string> {
  const until = performance.now() + limitMs;
  while (performance.now() < until) {
    if (await answers(socketPath)) return 'ready';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return `it was not ready after ${limitMs / 1000} s`;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => socket.write('show info\n'));
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
    socket.once('end', () => end(false));
  });
}

/** The lines of a program's standard error that say what went wrong. */
function reports(tail: string): string[] {
  const lines = tail.split('\n').filter((line) => line.trim() !== '');
  const alerts = lines.filter((line) => /alert|error|cannot/i.test(line));
  return (alerts.length > 0 ? alerts : lines).slice(-10);
}

function didNotStart(command: string, why: string): FarmError {
  return new FarmError({
    code: 'service.did-not-start',
    message: `${command} does not run: ${why}`,
    remedy: 'Correct the reported error, then run the step again.',
  });
}

function missing(command: string): FarmError {
  return new FarmError({
    code: 'balancer.program-missing',
    field: 'balancer',
    message: `${command} is not installed on this computer.`,
    remedy: `Install ${command} (Debian: apt install ${command}), or choose the bundled proxy.`,
  });
}
