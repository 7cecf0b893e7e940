import { type RefObject, useLayoutEffect, useState } from 'react';

/** The columns of a wide table that are drawn, by index; `end` is the first one that is not. */
export interface ColumnWindow {
  start: number;
  end: number;
  /** The columns really in sight, for those who are told about it. */
  firstSeen: number;
  lastSeen: number;
}

const SPARE = 4;

/**
 * Which columns of equal width are in sight of a region that scrolls sideways, with a few to spare on both sides.
 * @param head px taken by the column that stays in place
 */
export function useColumnWindow(
  region: RefObject<HTMLElement | null>,
  { columns, width, head, all }: { columns: number; width: number; head: number; all: boolean },
): ColumnWindow {
  const [seen, setSeen] = useState({ first: 0, count: 12 });
  useLayoutEffect(() => {
    const element = region.current;
    if (all || element === null) return;
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollLeft / width));
      const count = Math.max(1, Math.ceil((element.clientWidth - head) / width));
      setSeen((before) => (before.first === first && before.count === count ? before : { first, count }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [region, width, head, all]);
  if (all) return { start: 0, end: columns, firstSeen: 0, lastSeen: columns - 1 };
  const firstSeen = Math.min(seen.first, columns - 1);
  return {
    start: Math.max(0, firstSeen - SPARE),
    end: Math.min(columns, firstSeen + seen.count + SPARE),
    firstSeen,
    lastSeen: Math.min(columns, firstSeen + seen.count) - 1,
  };
}
