import type { Step } from '../../../core/model/plan.ts';
import { StateWord } from '../../parts/state-word.tsx';
import type { StepProgress } from '../../story/story.ts';
import { words } from '../../words.ts';
import styles from './steps.module.css';

const SHAPES = { performed: 'pass', 'in place': 'in place', failed: 'fail' } as const;

/** What a step does, what should be seen afterwards, and how it is taken back. */
export function StepDetails({ step, progress }: { step: Step; progress: StepProgress | undefined }) {
  return (
    <dl className={styles.more}>
      <dt>{words.run.actions}</dt>
      <dd>
        <ul>
          {step.apply.map((action, index) => {
            const outcome = progress?.actions[index];
            return (
              <li key={action.title}>
                {action.title}
                {outcome === undefined ? null : (
                  <>
                    {' '}
                    <StateWord kind={SHAPES[outcome]}>{words.run.actionOutcome[outcome]}</StateWord>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </dd>
      <dt>{words.run.expected}</dt>
      <dd>{step.expected}</dd>
      <dt>{words.run.undo}</dt>
      <dd>{'how' in step.undo ? step.undo.how : words.run.noUndo(step.undo.none)}</dd>
    </dl>
  );
}
