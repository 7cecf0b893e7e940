import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import { bareEnvironment } from '../core/processes/bare-environment.ts';
import { END_ASKED, type LaunchNotice, LaunchRequest } from '../core/processes/main-ports.ts';

const LAST_CHARACTERS = 4_096;

/** A process that was started. */
interface Started {
  process: UtilityProcess;
  /** The end of what it wrote to its standard error, and a fatal error of V8. */
  lastWords(): string;
  /** Ends it; if it does not run yet, as soon as it runs. `UtilityProcess.kill` only asks. */
  killByForce(): void;
}

/**
 * Starts a bundled entry as a utility process with a bare environment unless another is given. It writes nowhere but to
 * `lastWords`.
 */
export function startEntry(
  entries: string,
  entry: string,
  { cwd, env = bareEnvironment() }: { cwd?: string | null; env?: NodeJS.ProcessEnv } = {},
): Started {
  const started = utilityProcess.fork(join(entries, `${entry}.mjs`), [], {
    serviceName: `Farmwright ${entry}`,
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(cwd == null ? {} : { cwd }),
  });
  let lastWords = '';
  const note = (text: string) => {
    lastWords = `${lastWords}${text}`.slice(-LAST_CHARACTERS);
  };
  started.stderr?.on('data', (text: Buffer) => note(text.toString('utf8')));
  // Without a listener it would be an exception of the main process. The report that comes third holds the environment.
  started.on('error', (type, location) => note(`${type} at ${location}\n`));
  let isToEnd = false;
  started.on('spawn', () => {
    if (isToEnd) killNow(started);
  });
  const killByForce = () => {
    isToEnd = true;
    killNow(started);
  };
  return { process: started, lastWords: () => lastWords, killByForce };
}

/**
 * Starts entries on behalf of a utility process that asks for them, joins the two by a channel, and serves the one that
 * was started in the same way. What was not started detached ends with who asked for it.
 */
export function serveLaunches(asker: UtilityProcess, entries: string): void {
  const launched = new Map<number, { started: Started; detached: boolean }>();
  let askerRuns = true;
  const tell = (notice: LaunchNotice) => {
    if (askerRuns) asker.postMessage(notice);
  };
  asker.on('message', (message: unknown) => {
    const request = LaunchRequest.safeParse(message);
    if (!request.success) return;
    const { launch } = request.data;
    if (request.data.type === 'kill') return launched.get(launch)?.started.killByForce();
    const { entry, cwd, detached } = request.data;
    let started: Started;
    try {
      started = startEntry(entries, entry, { cwd });
    } catch (error) {
      return tell({ type: 'launch.ended', launch, code: null, problem: (error as Error).message, lastWords: '' });
    }
    const { process, lastWords } = started;
    const channel = new MessageChannelMain();
    launched.set(launch, { started, detached });
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
    for (const { started, detached } of launched.values()) if (!detached) started.process.postMessage(END_ASKED);
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

function killNow({ pid }: UtilityProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, which is told by itself.
  }
}
