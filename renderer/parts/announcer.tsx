import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import styles from './hidden.module.css';
import { paced } from './paced.ts';

/** Announcements for screen readers. */
interface Announce {
  /** Announces progress. Of several within five seconds only the last is announced. */
  progress(text: string): void;
  /** Announces the end of something at once. */
  end(text: string): void;
  /** Announces at once that an action of the reader failed. */
  failure(text: string): void;
}

/** A text with a number, so that a repeated text is announced again. */
interface Said {
  text: string;
  number: number;
}

const NOTHING: Said = { text: '', number: 0 };
const Announcing = createContext<Announce>({ progress: () => {}, end: () => {}, failure: () => {} });

/** Returns the announcer of the page. */
export function useAnnounce(): Announce {
  return useContext(Announcing);
}

/** The page's two live regions: a polite one, and an assertive one for failures of what the reader started. */
export function Announcer({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState(NOTHING);
  const [assertive, setAssertive] = useState(NOTHING);
  const [pace] = useState(() => paced((text) => setPolite(next(text))));
  useEffect(() => pace.stop, [pace]);
  const [announce] = useState<Announce>(() => ({
    progress: pace.progress,
    end: pace.end,
    failure: (text) => setAssertive(next(text)),
  }));
  return (
    <Announcing value={announce}>
      {children}
      <Region urgency="polite" said={polite} />
      <Region urgency="assertive" said={assertive} />
    </Announcing>
  );
}

/** So long an announcement stays: who reads through the page later is not told what was said before. */
const STAYS_MS = 10_000;

function Region({ urgency, said }: { urgency: 'polite' | 'assertive'; said: Said }) {
  const [gone, setGone] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setGone(said.number), STAYS_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={styles.hidden} aria-live={urgency} data-announcer={urgency}>
      <p key={said.number}>{said.number === gone ? '' : said.text}</p>
    </div>
  );
}

function next(text: string): (before: Said) => Said {
  return ({ number }) => ({ text, number: number + 1 });
}
