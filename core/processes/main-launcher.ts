import { HeldMessages } from './held-messages.ts';
import type { Ending, Launch, Launched } from './launch.ts';
import { END_ASKED, LaunchNotice, type LaunchRequest, type MainPort, type ParentPort } from './main-ports.ts';

/** One process that was asked for. */
interface Known {
  takeNotice(notice: LaunchNotice, port: MainPort | undefined): void;
}

/**
 * Starts entries through Electron's main process: a process can be forked there only. None outlives the application.
 * @param main the way of this process to the main process
 */
export function mainLauncher(main: ParentPort): Launch {
  const launches = new Map<number, Known>();
  let last = 0;
  main.on('message', ({ data, ports }) => {
    const notice = LaunchNotice.safeParse(data);
    if (notice.success) launches.get(notice.data.launch)?.takeNotice(notice.data, ports[0]);
  });
  return (entry, { detached = false, cwd } = {}) => {
    last += 1;
    const launch = last;
    const ask = (request: LaunchRequest) => main.postMessage(request);
    const { launched, known } = launchedOverMain(() => ask({ type: 'kill', launch }));
    launches.set(launch, known);
    launched.ended.then(() => launches.delete(launch));
    ask({ type: 'launch', launch, entry, cwd: cwd ?? null, detached });
    return launched;
  };
}

function launchedOverMain(killByForce: () => void): { launched: Launched; known: Known } {
  const messages = new HeldMessages();
  /** What was sent before the port was there. */
  let waiting: object[] = [];
  let port: MainPort | null = null;
  let pid: number | undefined;
  let over = false;
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  const send = (message: object) => {
    if (port === null) waiting.push(message);
    else if (!over) port.postMessage(message);
  };
  return {
    known: {
      takeNotice: (notice, joined) => {
        if (notice.type === 'launch.running') pid = notice.pid;
        else if (notice.type === 'launch.joined' && joined !== undefined) {
          port = joined;
          port.on('message', ({ data }) => messages.take(data));
          port.start();
          for (const message of waiting) port.postMessage(message);
          waiting = [];
        } else if (notice.type === 'launch.ended') {
          over = true;
          port?.close();
          const { code, problem, lastWords } = notice;
          // Signals are not told; whoever ends by itself ends with 0 or 1.
          const byItself = problem !== null || code === 0 || code === 1;
          end({ code, signal: byItself ? null : 'unknown', problem, lastWords });
        }
      },
    },
    launched: {
      get pid() {
        return pid;
      },
      get running() {
        return !over;
      },
      ended,
      send,
      onMessage: (listener) => messages.listen(listener),
      kill: (how) => (how === 'ask' ? send(END_ASKED) : killByForce()),
      letGo: () => port?.close(),
    },
  };
}
