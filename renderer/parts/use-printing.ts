import { useState, useSyncExternalStore } from 'react';

let printing = false;

function follow(onChange: () => void): () => void {
  const set = (now: boolean) => () => {
    printing = now;
    onChange();
  };
  const [before, after] = [set(true), set(false)];
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}

/** Whether the page is being printed. Paper cannot be opened or scrolled, so everything must be on it. */
export function usePrinting(): boolean {
  return useSyncExternalStore(follow, () => printing);
}

/** Whether a list is shown whole, and how to ask for it. On paper it is. */
export function useAll(): [all: boolean, setAll: (all: boolean) => void] {
  const [asked, setAsked] = useState(false);
  const printed = usePrinting();
  return [asked || printed, setAsked];
}
