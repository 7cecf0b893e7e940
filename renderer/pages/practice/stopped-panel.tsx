import { Button } from '@mantine/core';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { clock } from '../../parts/time.ts';
import { failedStep, failureOf, stepsDone } from '../../practice/activity.ts';
import { words } from '../../words.ts';
import { Panel } from './panel.tsx';
import styles from './run-panel.module.css';
import { type Scene, stepCount, stepOf } from './scene.ts';

/** A run that did not come to its end: why, what to do, and the way on. */
export function StoppedPanel({ scene }: { scene: Scene }) {
  const { id, story } = scene;
  const again = useDeed(() => client.farm.run({ farm: id }));
  const failure = failureOf(story);
  const step = stepOf(scene, failedStep(story));
  const at = story.run?.endedAt ?? story.log.at(-1)?.at;
  const under = at === undefined ? undefined : words.report.at(clock(at));
  const heading =
    failure === null
      ? words.run.cancelled
      : step === null
        ? words.run.failedPreparing
        : words.run.stoppedAt(step.title, step.host);
  return (
    <Panel kind={failure === null ? 'dash' : 'fail'} heading={heading} under={under} large>
      {failure === null ? (
        <p>{words.run.cancelledExplain(stepsDone(story), stepCount(scene))}</p>
      ) : (
        <FailureNote failure={failure} />
      )}
      <div className={styles.actions}>
        <Button loading={again.busy} onClick={() => again.start()}>
          {failure === null ? words.run.goOn : words.run.tryAgain}
        </Button>
      </div>
      <p className={styles.soft}>{words.run.tryAgainExplain}</p>
      {again.failure === null ? null : <FailureNote failure={again.failure} />}
    </Panel>
  );
}
