import type { Stage, Step } from '../../../core/model/plan.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import { Section } from '../../parts/section.tsx';
import { Shape, shapeOfStep } from '../../parts/shape.tsx';
import { between, useNow } from '../../parts/time.ts';
import { stepsDone } from '../../practice/activity.ts';
import type { StepProgress } from '../../practice/story.ts';
import { duration, elapsed, words } from '../../words.ts';
import { type Scene, stepCount } from './scene.ts';
import { StepDetails } from './step-details.tsx';
import styles from './steps.module.css';

/** The steps of the plan after they have run, folded. */
export function StepsSection({ scene }: { scene: Scene }) {
  const { view, story } = scene;
  const now = useNow(false);
  if (view === null) return null;
  return (
    <Section heading={words.run.steps}>
      <Folded summary={words.run.stepsSummary(stepsDone(story), stepCount(scene))}>
        <StepList scene={scene} now={now} />
      </Folded>
    </Section>
  );
}

/** Every stage of the plan with its steps, in the order they are carried out; the order never changes. */
export function StepList({ scene: { view, story }, now }: { scene: Scene; now: number }) {
  const progress = story.run?.steps ?? {};
  return (
    <ol className={styles.stages}>
      {view?.plan.stages.map((stage) => (
        <li key={stage.page}>
          <StageHead stage={stage} progress={progress} />
          <ol className={styles.steps}>
            {stage.steps.map((step) => (
              <StepRow key={step.id} step={step} progress={progress[step.id]} now={now} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function StageHead({ stage, progress }: { stage: Stage; progress: Readonly<Record<string, StepProgress>> }) {
  const done = stage.steps.filter(({ id }) => ['done', 'in place'].includes(progress[id]?.state ?? '')).length;
  return (
    <h3 className={styles.stage}>
      {stage.title}
      <span className={styles.soft}>{words.run.stageDone(done, stage.steps.length)}</span>
    </h3>
  );
}

function StepRow({ step, progress, now }: { step: Step; progress: StepProgress | undefined; now: number }) {
  const state = progress?.state ?? 'waiting';
  const ended = progress?.endedAt != null;
  return (
    <li className={styles.step} data-state={state}>
      <Shape kind={shapeOfStep(state)} size={18} />
      <details className={styles.details}>
        <summary className={styles.summary}>
          <span>{step.title}</span>
          <span className={styles.host}>{words.run.stepOn(step.host)}</span>
        </summary>
        <StepDetails step={step} progress={progress} />
      </details>
      <span className={styles.state}>
        {words.stepState[state]}
        {progress?.startedAt == null ? null : (
          <span className={styles.soft}> {stepTime(progress, progress.startedAt, now)}</span>
        )}
      </span>
      {progress?.wait == null || ended ? null : <span className={styles.wait}>{waitText(progress.wait)}</span>}
      {progress?.error == null ? null : (
        <div className={styles.error}>
          <FailureNote failure={progress.error} />
        </div>
      )}
    </li>
  );
}

function stepTime({ endedAt }: StepProgress, startedAt: string, now: number): string {
  const ms = between(startedAt, endedAt, now);
  return endedAt === null ? elapsed(ms) : duration(ms);
}

function waitText({ healthy, times, elapsedMs, limitMs }: NonNullable<StepProgress['wait']>): string {
  return words.run.wait(healthy, times, elapsedMs, limitMs);
}
