import { useEffect, useState, useSyncExternalStore } from 'react';
import { useAnnounce } from '../parts/announcer.tsx';
import { Shape } from '../parts/shape.tsx';
import { line } from './client.ts';
import styles from './connection-banner.module.css';
import { connectionWords } from './words.ts';

/** A line that opens within this time is not mentioned. */
const GRACE_MS = 700;

/** Says that the line to the core is not open yet. The page works without it; actions wait. */
export function ConnectingNote() {
  const { state } = useSyncExternalStore(line.subscribe, line.state);
  const opening = state === 'opening';
  const [late, setLate] = useState(false);
  const announce = useAnnounce();
  useEffect(() => {
    if (!opening) return;
    const timer = setTimeout(() => {
      setLate(true);
      announce.end(connectionWords.connecting);
    }, GRACE_MS);
    return () => clearTimeout(timer);
  }, [opening, announce]);
  useEffect(() => {
    if (!late || state !== 'open') return;
    setLate(false);
    announce.end(connectionWords.connected);
  }, [late, state, announce]);
  if (!opening || !late) return null;
  return (
    <section className={styles.banner} aria-label={connectionWords.label}>
      <Shape kind="busy" size={20} />
      <p className={styles.text}>
        <strong>{connectionWords.connecting}</strong> {connectionWords.connectingExplain}
      </p>
    </section>
  );
}
