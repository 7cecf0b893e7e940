import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import styles from './hidden.module.css';

/** What may be said to a reader who listens. */
interface Announce {
  /** Says how things stand. Of several within five seconds only the last is said. */
  progress(text: string): void;
  /** Says how something ended, without waiting. */
  end(text: string): void;
  /** Says that what the reader started has failed, at once. */
  failure(text: string): void;
}

const EVERY_MS = 5000;
const Announcing = createContext<Announce>({ progress: () => {}, end: () => {}, failure: () => {} });

/** Gives what may be said by ear. */
export function useAnnounce(): Announce {
  return useContext(Announcing);
}

/** The page's two live regions: a polite one, and an assertive one for failures of what the reader started. */
export function Announcer({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const said = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const announce = useMemo<Announce>(() => {
    const say = (text: string) => {
      clearTimeout(timer.current);
      said.current = Date.now();
      setPolite(text);
    };
    return {
      progress: (text) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => say(text), Math.max(0, said.current + EVERY_MS - Date.now()));
      },
      end: say,
      failure: setAssertive,
    };
  }, []);
  return (
    <Announcing value={announce}>
      {children}
      <div className={styles.hidden} aria-live="polite" data-announcer="polite">
        {polite}
      </div>
      <div className={styles.hidden} aria-live="assertive" data-announcer="assertive">
        {assertive}
      </div>
    </Announcing>
  );
}
