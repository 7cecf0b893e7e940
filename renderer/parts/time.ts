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

/** Milliseconds between two ISO times; up to `now` where the second is still to come. Never below 0. */
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
