import { useEffect, useState } from 'react';

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY_AND_CLOCK = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** The time of day by the reader's habits. */
export function clock(at: string | number): string {
  return CLOCK.format(new Date(at));
}

/** Day and time by the reader's habits. */
export function dayAndClock(at: string | number): string {
  return DAY_AND_CLOCK.format(new Date(at));
}

/** `850 ms`, `12 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Time that still runs, in whole seconds: `0 s`, `12 s`. */
export function elapsed(ms: number): string {
  return duration(Math.max(0, Math.floor(ms / 1000)) * 1000 || 0).replace('0 ms', '0 s');
}

/** Milliseconds between two ISO times; up to `now` if the second is still to come. Never below 0. */
export function between(start: string, end: string | null, now: number): number {
  return Math.max(0, (end === null ? now : Date.parse(end)) - Date.parse(start));
}

/** The present time, renewed every second while something runs. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
