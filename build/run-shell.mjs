import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** One press of Ctrl+C comes from the terminal and again from npm. A shell takes a second one for "end at once". */
const SAME_PRESS_MS = 1000;

/**
 * Starts a shell, and goes with it until it ends: signals are passed on to it, its exit code becomes ours.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, endsWithUs?: boolean }} surroundings `endsWithUs` gives it a channel, which closes
 *   when this process is ended by force: it is to end itself then
 * @returns {Promise<NodeJS.ErrnoException | null>} once it runs; why it could not be started, if it does not
 */
export async function runShell(program, args, { env, endsWithUs = false }) {
  // Out of the terminal's reach, so that the shell gets each signal once, and from here. Windows has no such groups:
  // there the console tells the shell itself.
  const detached = process.platform !== 'win32';
  const stdio = ['inherit', 'inherit', 'inherit', ...(endsWithUs ? ['ipc'] : [])];
  const shell = spawn(program, args, { stdio, detached, env });
  const failure = await new Promise((resolve) => {
    shell.once('spawn', () => resolve(null));
    shell.once('error', resolve);
  });
  if (failure !== null) return failure;
  let passedOnAt = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => {
      const now = performance.now();
      if (!detached || now - passedOnAt < SAME_PRESS_MS) return;
      passedOnAt = now;
      // A closed terminal is an end like any other: practice farms are taken down.
      shell.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    });
  shell.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
  return null;
}
