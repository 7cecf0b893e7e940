import { Folded } from '../../parts/folded.tsx';
import { Section } from '../../parts/section.tsx';
import { useNow } from '../../parts/time.ts';
import { stepsDone } from '../../story/activity.ts';
import { PlannedStep } from '../../wizard/steps/planned-step.tsx';
import { progressOf } from '../../wizard/steps/step-groups.ts';
import { stepWords } from '../../wizard/steps/words.ts';
import { type Scene, stepCount } from './scene.ts';
import styles from './steps.module.css';
import { practiceWords } from './words.ts';

/** The steps of the plan after they have run, folded. */
export function StepsSection({ scene }: { scene: Scene }) {
  const { view, story } = scene;
  const now = useNow(false);
  if (view === null) return null;
  return (
    <Section heading={practiceWords.run.steps}>
      <Folded summary={practiceWords.run.stepsSummary(stepsDone(story), stepCount(scene))}>
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
          <h3 className={styles.stage}>
            {stage.title}
            <span>{stepWords.hostDone(progressOf(stage.steps, progress).done, stage.steps.length)}</span>
          </h3>
          <ol>
            {stage.steps.map((step) => (
              <PlannedStep key={step.id} step={step} progress={progress[step.id]} begun old={false} now={now} brief />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
