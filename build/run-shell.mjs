import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** One press of Ctrl+C comes from the terminal and again from npm. A shell takes a second one for "end at once". */
const SAME_PRESS_MS = 1000;

/**
 * Runs a shell until it ends: signals are passed on to it, its exit code becomes ours.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function runShell(program, args, env) {
  // Out of the terminal's reach, so that the shell gets each signal once, and from here. Windows has no such groups:
  // there the console tells the shell itself.
  const detached = process.platform !== 'win32';
  const shell = spawn(program, args, { stdio: 'inherit', detached, env });
  let passedOnAt = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => {
      const now = performance.now();
      if (!detached || now - passedOnAt < SAME_PRESS_MS) return;
      passedOnAt = now;
      // A closed terminal is an end like any other: practice farms are taken down.
      shell.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    });
  shell.on('error', (error) => {
    process.stderr.write(`${program} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  shell.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
