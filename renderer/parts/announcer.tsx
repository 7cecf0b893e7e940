import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import styles from './hidden.module.css';
import { paced } from './paced.ts';

/** What may be said to a reader who listens. */
interface Announce {
  /** Says how things stand. Of several within five seconds only the last is said. */
  progress(text: string): void;
  /** Says how something ended, without waiting. */
  end(text: string): void;
  /** Says that what the reader started has failed, at once. */
  failure(text: string): void;
}

/** A text, and which one it is: the same words said again are said again. */
interface Said {
  text: string;
  number: number;
}

const NOTHING: Said = { text: '', number: 0 };
const Announcing = createContext<Announce>({ progress: () => {}, end: () => {}, failure: () => {} });

/** Gives what may be said by ear. */
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

function Region({ urgency, said }: { urgency: 'polite' | 'assertive'; said: Said }) {
  return (
    <div className={styles.hidden} aria-live={urgency} data-announcer={urgency}>
      <p key={said.number}>{said.text}</p>
    </div>
  );
}

function next(text: string): (before: Said) => Said {
  return ({ number }) => ({ text, number: number + 1 });
}
