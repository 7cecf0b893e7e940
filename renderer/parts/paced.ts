const EVERY_MS = 5000;

/** Keeps what is said to a reader who listens from coming faster than it can be followed. */
export interface Paced {
  /** Says how things stand, five seconds after anything was said at the earliest. Of several only the last is said. */
  progress(text: string): void;
  /** Says how something ended, at once; how it stood before is no longer said. */
  end(text: string): void;
  /** Says nothing any more. */
  stop(): void;
}

/** @param say says a text now */
export function paced(say: (text: string) => void): Paced {
  let saidAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (text: string) => {
    clearTimeout(timer);
    saidAt = Date.now();
    say(text);
  };
  return {
    progress: (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => now(text), Math.max(0, saidAt + EVERY_MS - Date.now()));
    },
    end: now,
    stop: () => clearTimeout(timer),
  };
}
