import type { ReactNode } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { between, useNow } from '../../parts/time.ts';
import { stepsDone } from '../../story/activity.ts';
import styles from '../../story/progress-panel.module.css';
import { type Scene, stepCount } from './scene.ts';
import { StepList } from './steps.tsx';
import { practiceWords } from './words.ts';

/** A run of the plan, live. */
export function RunPanel({ scene, actions }: { scene: Scene; actions: ReactNode }) {
  const { story, activity } = scene;
  const now = useNow(true);
  const ms = story.run === null ? 0 : between(story.run.startedAt, story.run.endedAt, now);
  const again = activity === 'repairing';
  return (
    <Panel
      kind="busy"
      heading={again ? practiceWords.run.repair : practiceWords.run.setUp}
      under={practiceWords.run.progress(stepsDone(story), stepCount(scene), ms)}
    >
      {again ? <p>{practiceWords.run.repairExplain}</p> : null}
      <div className={styles.actions}>{actions}</div>
      <StepList scene={scene} now={now} />
    </Panel>
  );
}
