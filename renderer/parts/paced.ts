const EVERY_MS = 5000;

/** Limits how often announcements for screen readers come. */
export interface Paced {
  /** Announces progress, at the earliest five seconds after the last announcement. Of several only the last one. */
  progress(text: string): void;
  /** Announces the end of something at once and drops waiting progress. */
  end(text: string): void;
  /** Drops all waiting announcements. */
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
