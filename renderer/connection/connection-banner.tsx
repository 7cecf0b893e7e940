import { Button } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useAnnounce } from '../parts/announcer.tsx';
import { Shape } from '../parts/shape.tsx';
import { clock } from '../parts/time.ts';
import { line } from './client.ts';
import styles from './connection-banner.module.css';
import { CoreEndedBanner } from './core-ended-banner.tsx';
import { connectionWords } from './words.ts';

/** A line that comes back within this time is not mentioned. */
const GRACE_MS = 700;

/** Says that the line to the core is lost, since when, and what happens. Entries on the page are kept. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(line.subscribe, line.state);
  const [shown, setShown] = useState(false);
  const announce = useAnnounce();
  const lost = state.state === 'lost';
  useEffect(() => {
    if (!lost) return;
    const timer = setTimeout(() => {
      setShown(true);
      announce.end(connectionWords.lost(clock(Date.now())));
    }, GRACE_MS);
    return () => clearTimeout(timer);
  }, [lost, announce]);
  useEffect(() => {
    if (lost || !shown) return;
    setShown(false);
    announce.end(connectionWords.back);
  }, [lost, shown, announce]);
  if (state.state === 'ended') return <CoreEndedBanner since={state.since} code={state.code} />;
  if (!shown || state.state !== 'lost') return null;
  return (
    <section className={styles.banner} aria-label={connectionWords.label}>
      <Shape kind="unknown" size={20} />
      <p className={styles.text}>
        <strong>{connectionWords.lost(clock(state.since))}</strong> {connectionWords.explain}
      </p>
      <Button variant="default" size="xs" onClick={() => void line.tryNow()}>
        {connectionWords.tryNow}
      </Button>
    </section>
  );
}
