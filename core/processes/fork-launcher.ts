import { fork } from 'node:child_process';
import { join } from 'node:path';
import { bareEnvironment } from './bare-environment.ts';
import { HeldMessages } from './held-messages.ts';
import type { Ending, Launch, Launched } from './launch.ts';

const LAST_CHARACTERS = 4_096;

/**
 * Starts entries as Node does it.
 * @param entries folder of the bundled entries
 */
export function forkLauncher(entries: string): Launch {
  return (entry, { detached = false, cwd } = {}): Launched => {
    const child = fork(join(entries, `${entry}.mjs`), [], {
      detached,
      ...(cwd === undefined ? {} : { cwd }),
      env: bareEnvironment(),
      execArgv: [],
      // A process that outlives its starter must not use the starter's pipes.
      stdio: ['ignore', 'ignore', detached ? 'ignore' : 'pipe', 'ipc'],
    });
    const messages = new HeldMessages();
    let lastWords = '';
    let problem: string | null = null;
    const ended = new Promise<Ending>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal, problem, lastWords }));
      // It may say so more than once, and then there may be no exit.
      child.on('error', (error) => {
        problem ??= error.message;
        if (child.pid === undefined) resolve({ code: null, signal: null, problem, lastWords });
      });
    });
    child.on('message', (message) => messages.take(message));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = `${lastWords}${text}`.slice(-LAST_CHARACTERS);
    });
    return {
      get pid() {
        return child.pid;
      },
      get running() {
        return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
      },
      ended,
      send: (message) => void child.send(message, () => {}),
      onMessage: (listener) => messages.listen(listener),
      kill: (how) => void child.kill(how === 'ask' ? 'SIGTERM' : 'SIGKILL'),
      letGo: () => {
        if (child.connected) child.disconnect();
        child.unref();
      },
    };
  };
}
