import { useEffect, useRef, useState } from 'react';

/** What is being typed into a field, until it is sent. */
interface Draft {
  text: string;
  type(text: string): void;
  /** The field was entered. */
  begin(): void;
  /** The field was left, or Enter was pressed: what was typed is sent where it is new. */
  send(): void;
}

/**
 * Typing is kept here, so that a key stroke costs one small field and not the page. An answer that comes back from
 * elsewhere takes its place, but never under the hands of somebody who types.
 */
export function useDraft(value: string, onSend: (text: string) => void): Draft {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [editing, setEditing] = useState(false);
  if (!editing && seen !== value) {
    setSeen(value);
    setText(value);
  }
  const unsent = useRef<{ text: string; onSend: (text: string) => void } | null>(null);
  // A page can go without the field being left first, as by the browser's Back.
  useEffect(
    () => () => {
      if (unsent.current !== null) unsent.current.onSend(unsent.current.text);
      unsent.current = null;
    },
    [],
  );
  return {
    text,
    type: (typed) => {
      setText(typed);
      setEditing(true);
      unsent.current = { text: typed, onSend };
    },
    begin: () => setEditing(true),
    send: () => {
      const typed = unsent.current;
      unsent.current = null;
      setEditing(false);
      // What came meanwhile is older than what was typed.
      setSeen(value);
      if (typed === null) return;
      setText(typed.text);
      onSend(typed.text);
    },
  };
}
