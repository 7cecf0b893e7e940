import { useQuery } from '@tanstack/react-query';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { about } from '../../connection/questions.ts';
import { Shape } from '../../parts/shape.tsx';
import { dayAndClock, elapsed, useNow } from '../../parts/time.ts';
import styles from './farm-title.module.css';
import { shellWords } from './words.ts';

/** How it is with the latest answers. */
export type Saving = 'saved' | 'saving' | 'failed';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const JUST_NOW_MS = 1000;

/** Which farm this is, of which application, and when it was saved. */
export function FarmTitle({ view, saving }: { view: FarmView; saving: Saving }) {
  const { data } = useQuery(about);
  const profile = data?.profiles.find(({ id }) => id === view.farm.profile)?.name;
  return (
    <p className={styles.title}>
      <strong className={styles.name}>{view.farm.name}</strong>
      {profile === undefined ? null : <span>{profile}</span>}
      <Saved view={view} saving={saving} />
    </p>
  );
}

function Saved({ view: { readOnly, savedAt }, saving }: { view: FarmView; saving: Saving }) {
  const now = useNow(true);
  if (readOnly) return <span>{shellWords.frame.readOnly}</span>;
  if (saving === 'failed')
    return (
      <span className={styles.failed}>
        <Shape kind="fail" size={14} /> {shellWords.frame.notSaved}
      </span>
    );
  if (saving === 'saving') return <span>{shellWords.frame.saving}</span>;
  return savedAt === null ? null : <time dateTime={savedAt}>{shellWords.frame.saved(agoOf(savedAt, now))}</time>;
}

function agoOf(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (ms < JUST_NOW_MS) return shellWords.frame.justNow;
  if (ms >= HOUR_MS) return dayAndClock(at);
  return shellWords.frame.ago(
    elapsed(ms < MINUTE_MS ? ms : Math.floor(ms / MINUTE_MS) * MINUTE_MS).replace(/ 0 s$/, ''),
  );
}
