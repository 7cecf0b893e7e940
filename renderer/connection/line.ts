import { RPCLink } from '@orpc/client/websocket';

type Link = RPCLink<Record<never, never>>;

/** State of the line to the core. *Opening* is only the very first attempt. */
type LineState = { state: 'opening' | 'open' } | { state: 'lost'; since: number };

/** A line to the core that opens itself again. */
export interface Line {
  state(): LineState;
  subscribe(changed: () => void): () => void;
  /** The open line. Rejects with `LineLost` when there is none within the limit. */
  opened(): Promise<Link>;
  /** Tries at once instead of after the pause. */
  tryNow(): void;
}

/** There was no line to the core for too long. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
}

const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000];
const OPENED_LIMIT_MS = 15_000;

/** Opens a line and keeps it open, with growing pauses between attempts, 8 s at most. */
export function openLine(url: string): Line {
  const listeners = new Set<() => void>();
  const waiting = new Set<(link: Link) => void>();
  let state: LineState = { state: 'opening' };
  let current: Link | null = null;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change(next: LineState): void {
    state = next;
    for (const changed of listeners) changed();
  }

  function dial(): void {
    clearTimeout(timer);
    timer = undefined;
    const socket = new WebSocket(url);
    const link: Link = new RPCLink({ websocket: socket });
    socket.addEventListener('open', () => {
      attempts = 0;
      current = link;
      change({ state: 'open' });
      for (const hand of waiting) hand(link);
      waiting.clear();
    });
    socket.addEventListener('close', () => {
      current = null;
      change({ state: 'lost', since: state.state === 'lost' ? state.since : Date.now() });
      timer = setTimeout(dial, PAUSES_MS[Math.min(attempts, PAUSES_MS.length - 1)]);
      attempts += 1;
    });
  }

  dial();
  return {
    state: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    opened: () => (current === null ? nextLink(waiting) : Promise.resolve(current)),
    tryNow: () => {
      if (timer !== undefined) dial();
    },
  };
}

function nextLink(waiting: Set<(link: Link) => void>): Promise<Link> {
  return new Promise((resolve, reject) => {
    const hand = (link: Link) => {
      clearTimeout(limit);
      resolve(link);
    };
    const limit = setTimeout(() => {
      waiting.delete(hand);
      reject(new LineLost());
    }, OPENED_LIMIT_MS);
    waiting.add(hand);
  });
}
