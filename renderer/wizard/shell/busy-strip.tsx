import { Button } from '@mantine/core';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Shape } from '../../parts/shape.tsx';
import { between, elapsed, useNow } from '../../parts/time.ts';
import type { Story } from '../../story/story.ts';
import styles from './notice.module.css';
import { progressOf } from './use-farm-telling.ts';
import { shellWords } from './words.ts';

/** What runs, how far it is, and the button that ends it: on every page, since work goes on while one looks elsewhere. */
export function BusyStrip({ view, story }: { view: FarmView; story: Story }) {
  const { state } = view;
  const now = useNow(state !== 'waiting');
  const cancel = useDeed(() => client.farm.cancel({ farm: view.id }));
  if (state === 'waiting') return null;
  const since = story.verification?.startedAt ?? story.run?.startedAt;
  return (
    <section className={styles.notice} aria-label={shellWords.busy.label}>
      <Shape kind="busy" size={20} />
      <div className={styles.text}>
        <div className={styles.row}>
          <p>{progressOf(story) ?? shellWords.busy[state]}</p>
          {since === undefined || state === 'preparing' ? null : (
            <span className={styles.soft}>{elapsed(between(since, null, now))}</span>
          )}
          <Button variant="default" size="xs" loading={cancel.busy} onClick={() => cancel.start()}>
            {shellWords.busy.cancel}
          </Button>
        </div>
        {cancel.failure === null ? null : <FailureNote failure={cancel.failure} />}
      </div>
    </section>
  );
}
