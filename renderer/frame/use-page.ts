import { type RefObject, useEffect, useRef } from 'react';
import { frameWords } from './words.ts';

/**
 * Names the window, and gives the heading focus when its page opens.
 * @param title parts of the window's title, what changes first
 * @returns the reference the page's heading takes; the heading needs `tabIndex={-1}`
 */
export function usePage(...title: string[]): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const text = frameWords.title(...title);
  useEffect(() => {
    document.title = text;
  }, [text]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return heading;
}
