import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import { bareEnvironment } from '../core/processes/bare-environment.ts';
import { END_ASKED, type LaunchNotice, LaunchRequest } from '../core/processes/main-ports.ts';

const LAST_CHARACTERS = 4_096;

/** Starts a bundled entry as a utility process with a bare environment unless another is given. It writes nowhere but to `lastWords`. */
export function startEntry(
  entries: string,
  entry: string,
  { cwd, env = bareEnvironment() }: { cwd?: string | null; env?: NodeJS.ProcessEnv } = {},
): { process: UtilityProcess; lastWords: () => string } {
  const started = utilityProcess.fork(join(entries, `${entry}.mjs`), [], {
    serviceName: `Farmwright ${entry}`,
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(cwd == null ? {} : { cwd }),
  });
  let lastWords = '';
  started.stderr?.on('data', (text: Buffer) => {
    lastWords = `${lastWords}${text.toString('utf8')}`.slice(-LAST_CHARACTERS);
  });
  return { process: started, lastWords: () => lastWords };
}

/**
 * Starts entries on behalf of a utility process that asks for them, joins the two by a channel, and serves the one that
 * was started in the same way. What was not started detached ends with who asked for it.
 */
export function serveLaunches(asker: UtilityProcess, entries: string): void {
  const launched = new Map<number, { process: UtilityProcess; detached: boolean }>();
  let askerRuns = true;
  const tell = (notice: LaunchNotice) => {
    if (askerRuns) asker.postMessage(notice);
  };
  asker.on('message', (message: unknown) => {
    const request = LaunchRequest.safeParse(message);
    if (!request.success) return;
    const { launch } = request.data;
    if (request.data.type === 'kill') return killByForce(launched.get(launch)?.process);
    const { entry, cwd, detached } = request.data;
    const { process, lastWords } = startEntry(entries, entry, { cwd });
    const channel = new MessageChannelMain();
    launched.set(launch, { process, detached });
    serveLaunches(process, entries);
    if (detached) keep(process);
    process.on('spawn', () => tell({ type: 'launch.running', launch, pid: process.pid ?? 0 }));
    process.on('exit', (code) => {
      launched.delete(launch);
      tell({ type: 'launch.ended', launch, code, problem: null, lastWords: lastWords() });
    });
    process.postMessage({ type: 'joined' }, [channel.port1]);
    asker.postMessage({ type: 'launch.joined', launch } satisfies LaunchNotice, [channel.port2]);
  });
  asker.on('exit', () => {
    askerRuns = false;
    for (const { process, detached } of launched.values()) if (!detached) process.postMessage(END_ASKED);
  });
}

/** What was started detached and still runs. It outlives who asked for it, but never the application. */
const kept = new Set<UtilityProcess>();

function keep(process: UtilityProcess): void {
  kept.add(process);
  process.on('exit', () => kept.delete(process));
}

/** Asks what still runs to end, and waits for it; what does not within the limit ends with the application. */
export async function endKept(limitMs: number): Promise<void> {
  const ends = [...kept].map((process) => new Promise<void>((resolve) => process.once('exit', () => resolve())));
  for (const process of kept) process.postMessage(END_ASKED);
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    limit = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.all(ends), late]);
  clearTimeout(limit);
}

/** `UtilityProcess.kill` asks only. */
function killByForce(started: UtilityProcess | undefined): void {
  if (started?.pid !== undefined) process.kill(started.pid, 'SIGKILL');
}
