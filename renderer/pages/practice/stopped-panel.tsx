import { Button } from '@mantine/core';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { clock } from '../../parts/time.ts';
import { reportWords } from '../../report/words.ts';
import { failedStep, failureOf, stepsDone } from '../../story/activity.ts';
import styles from '../../story/progress-panel.module.css';
import { type Scene, stepCount, stepOf } from './scene.ts';
import { practiceWords } from './words.ts';

/** A run that did not complete: why, what to do, and how to continue. */
export function StoppedPanel({ scene }: { scene: Scene }) {
  const { id, story } = scene;
  const again = useDeed(() => client.farm.run({ farm: id }));
  const failure = failureOf(story);
  const step = stepOf(scene, failedStep(story));
  const at = story.run?.endedAt ?? story.log.at(-1)?.at;
  const under = at === undefined ? undefined : reportWords.at(clock(at));
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
      <div className={styles.actions}>
        <Button loading={again.busy} onClick={() => again.start()}>
          {failure === null ? practiceWords.run.goOn : practiceWords.run.tryAgain}
        </Button>
      </div>
      <p className={styles.soft}>{practiceWords.run.tryAgainExplain}</p>
      {again.failure === null ? null : <FailureNote failure={again.failure} />}
    </Panel>
  );
}
