import { Button } from '@mantine/core';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { PageLink } from '../../frame/page-link.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { clock } from '../../parts/time.ts';
import { reportWords } from '../../report/words.ts';
import { failedStep, failureOf, stepsDone } from '../../story/activity.ts';
import styles from '../../story/progress-panel.module.css';
import { type Scene, stepCount, stepOf } from './scene.ts';
import { practiceWords } from './words.ts';

/** A run that did not come to its end: why, what to do, and the way on. */
export function StoppedPanel({ scene }: { scene: Scene }) {
  const { id, story, view } = scene;
  const again = useDeed(() => client.practice.fix({ practice: id }));
  const failure = failureOf(story);
  const step = stepOf(scene, failedStep(story));
  const at = story.run?.endedAt ?? story.log.at(-1)?.at;
  const under = at === undefined ? undefined : reportWords.at(clock(at));
  const canGoOn = view?.plan != null && story.state !== 'failed';
  const heading =
    failure === null
      ? practiceWords.run.cancelled
      : step === null
        ? practiceWords.run.failedPreparing
        : practiceWords.run.stoppedAt(step.title, step.host);
  return (
    <Panel kind={failure === null ? 'dash' : 'fail'} heading={heading} under={under} large>
      {failure === null ? (
        <p>{practiceWords.run.cancelledExplain(stepsDone(story), stepCount(scene))}</p>
      ) : (
        <FailureNote failure={failure} />
      )}
      {canGoOn ? (
        <>
          <div className={styles.actions}>
            <Button loading={again.busy} onClick={() => again.start()}>
              {failure === null ? practiceWords.run.goOn : practiceWords.run.tryAgain}
            </Button>
          </div>
          <p className={styles.soft}>{practiceWords.run.tryAgainExplain}</p>
        </>
      ) : (
        <p>
          <PageLink to={{ page: 'start' }}>{practiceWords.run.startAnother}</PageLink>
        </p>
      )}
      {again.failure === null ? null : <FailureNote failure={again.failure} />}
    </Panel>
  );
}
