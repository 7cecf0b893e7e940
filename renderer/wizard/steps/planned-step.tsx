import type { Step } from '../../../core/model/plan.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import record from '../../parts/record.module.css';
import { Shape, shapeOfStep } from '../../parts/shape.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { between, duration, elapsed } from '../../parts/time.ts';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import type { StepProgress } from '../../story/story.ts';
import { peopleWords } from '../people/words.ts';
import styles from './planned-steps.module.css';
import { stepWords } from './words.ts';

const SHAPES = { performed: 'pass', 'in place': 'in place', failed: 'fail' } as const;

interface Planned {
  step: Step;
  /** The person who works at its host, where one does. */
  who?: string | undefined;
  progress: StepProgress | undefined;
  /** Whether a run has begun on this page; before one, no state is shown. */
  begun: boolean;
  /** Whether it was done under answers that have changed since. */
  old: boolean;
  now: number;
  /** Whether title and state are enough: what else there is to say opens on demand. */
  brief?: boolean;
}

/** One step: who does it on which host, the expected result, what to do if it fails, how to undo it, and its actions. */
export function PlannedStep({ step, who, progress, begun, old, now, brief = false }: Planned) {
  const state = progress?.state ?? 'waiting';
  const outdated = old && (state === 'done' || state === 'in place');
  const wait = progress?.endedAt === null ? progress.wait : null;
  return (
    <li className={`${record.record} ${styles.step}`} data-state={begun ? state : undefined}>
      <div className={record.top}>
        <span className={record.title}>{step.title}</span>
        {begun ? (
          <span className={styles.state}>
            <Shape kind={outdated ? 'unknown' : shapeOfStep(state)} size={16} />{' '}
            {outdated
              ? stepWords.beforeTheChange
              : state === 'handed over' && who !== undefined
                ? peopleWords.waitingFor([who])
                : stepWords.state[state]}
            {progress?.startedAt == null || state === 'handed over'
              ? null
              : ` ${timeOf(progress, progress.startedAt, now)}`}
          </span>
        ) : null}
      </div>
      {wait == null ? null : (
        <p className={record.soft}>{stepWords.wait(wait.healthy, wait.times, wait.elapsedMs, wait.limitMs)}</p>
      )}
      {progress?.error == null ? null : <FailureNote failure={progress.error} />}
      {brief ? (
        <Folded late summary={stepWords.details} aside={stepWords.actions(step.apply.length)}>
          <StepFacts step={step} />
          <Actions step={step} progress={progress} outdated={outdated} />
        </Folded>
      ) : (
        <>
          <StepFacts step={step} />
          <Folded late summary={stepWords.does} aside={stepWords.actions(step.apply.length)}>
            <Actions step={step} progress={progress} outdated={outdated} />
          </Folded>
        </>
      )}
    </li>
  );
}

function StepFacts({ step }: { step: Step }) {
  return (
    <dl className={styles.facts}>
      <Fact name={stepWords.who}>{step.who}</Fact>
      <Fact name={stepWords.host}>{step.host}</Fact>
      <Fact name={stepWords.expected}>{step.expected}</Fact>
      <Fact name={stepWords.ifNot}>{step.ifNot}</Fact>
      <Fact name={stepWords.undo}>{'how' in step.undo ? step.undo.how : stepWords.noUndo(step.undo.none)}</Fact>
    </dl>
  );
}

function Actions({ step, progress, outdated }: Pick<Planned, 'step' | 'progress'> & { outdated: boolean }) {
  return (
    <ol className={record.inside}>
      {step.apply.map((action, index) => {
        const outcome = progress?.actions[index];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is known by its place in the step
          <li key={index}>
            <WithAddresses>{action.title}</WithAddresses>{' '}
            {outcome === undefined ? null : (
              <StateWord kind={outdated ? 'unknown' : SHAPES[outcome]}>{stepWords.actionOutcome[outcome]}</StateWord>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  if (children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <WithAddresses>{children}</WithAddresses>
      </dd>
    </div>
  );
}

function timeOf({ endedAt }: StepProgress, startedAt: string, now: number): string {
  const ms = between(startedAt, endedAt, now);
  return endedAt === null ? elapsed(ms) : duration(ms);
}
