import { RPCLink } from '@orpc/client/websocket';
import { endWhenSilent } from './end-when-silent.ts';
import { type Line, LineWatch } from './line.ts';

const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000];

/** A line over a WebSocket, kept open, with growing pauses between attempts, 8 s at most. */
export function openSocketLine(url: string): Line {
  const watch = new LineWatch();
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function dial(): void {
    clearTimeout(timer);
    timer = undefined;
    const socket = new WebSocket(url);
    const link = new RPCLink({ websocket: socket });
    endWhenSilent(socket, () => void link.call(['about', 'get'], undefined, { context: {} }).catch(() => {}));
    socket.addEventListener('open', () => {
      attempts = 0;
      watch.open(link);
    });
    const redial = () => {
      watch.lose();
      timer = setTimeout(dial, PAUSES_MS[Math.min(attempts, PAUSES_MS.length - 1)]);
      attempts += 1;
    };
    // A dead socket is told dead before it closes.
    socket.addEventListener('close', redial, { once: true });
  }

  dial();
  const { state, subscribe, opened } = watch;
  return {
    state,
    subscribe,
    opened,
    tryNow: async () => {
      if (timer !== undefined) dial();
    },
  };
}
