import { Button } from '@mantine/core';
import { useId } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { cancelledSentence } from '../../../core/history/last-proof.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { goTo } from '../../navigation.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Shape } from '../../parts/shape.tsx';
import { dayAndClock } from '../../parts/time.ts';
import { currentResult } from '../../report/current-result.ts';
import { secretWords } from '../form/words.ts';
import { ConsentChoice } from '../people/consent-choice.tsx';
import type { People } from '../people/use-people.ts';
import styles from './notice.module.css';
import { StartOver } from './start-over.tsx';
import { shellWords } from './words.ts';

interface Recovery {
  view: FarmView;
  /** The page that is open. */
  place: string;
  people: People;
  onBegunAnew: () => void;
}

/** A run that did not come to its end, and the three ways on from it. */
export function RecoveryNotice({ view, people, place, onBegunAnew }: Recovery) {
  const id = useId();
  const { interrupted, missingSecrets } = view;
  const goOn = useDeed(async (page: NonNullable<FarmView['interrupted']>['page']) => {
    await client.farm.resume({ farm: view.id, ...people.consent });
    goTo({ page: 'farm', id: view.id, wizardPage: page });
  });
  if (interrupted === null || view.state !== 'waiting') return null;
  // A proof that was cancelled is told there with what it found, and with the way on.
  const result = currentResult(view);
  if (place === 'verify' && interrupted.page === 'verify' && result !== null && cancelledSentence(result) !== null)
    return null;
  return (
    <section className={styles.notice} data-tone="warning" aria-labelledby={id}>
      <Shape kind="fault" size={20} />
      <div className={styles.text}>
        <h2 id={id}>{shellWords.recovery.heading(interrupted.sentence)}</h2>
        <p className={styles.soft}>{shellWords.recovery.at(dayAndClock(interrupted.at))}</p>
        {missingSecrets.length === 0 ? null : (
          <p>{shellWords.recovery.secrets(missingSecrets.map(secretWords.title).join(', '))}</p>
        )}
        <ConsentChoice view={view} people={people} />
        <div className={styles.buttons}>
          {view.readOnly ? null : (
            <Button size="xs" loading={goOn.busy} onClick={() => goOn.start(interrupted.page)}>
              {shellWords.recovery.goOn}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => goTo({ page: 'farm', id: view.id, wizardPage: 'plan' })}>
            {shellWords.recovery.look}
          </Button>
          {view.readOnly ? null : <StartOver view={view} onBegunAnew={onBegunAnew} />}
        </div>
        {goOn.failure === null ? null : <FailureNote failure={goOn.failure} />}
      </div>
    </section>
  );
}
