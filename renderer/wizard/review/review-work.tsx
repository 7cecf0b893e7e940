import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Step, Who } from '../../../core/model/plan.ts';
import { Folded } from '../../parts/folded.tsx';
import record from '../../parts/record.module.css';
import { Section } from '../../parts/section.tsx';
import { stepWords } from '../steps/words.ts';
import styles from './review.module.css';
import { reviewWords } from './words.ts';

/** Steps that say the same of different hosts, as one line. */
interface Work {
  title: string;
  who: Who;
  hosts: string[];
  steps: Step[];
}

/** Two lists nobody else prints: what the wizard will do, and what people must do by hand. */
export function ReviewWork({ plan, people }: Pick<FarmView, 'plan' | 'people'>) {
  const steps = plan.stages.flatMap((stage) => stage.steps);
  // Where a person works at a host, all that is done there is that person's.
  const byHand = steps.filter(({ host }) => people[host] !== undefined);
  const byWizard = steps.filter(({ host }) => people[host] === undefined);
  const words = reviewWords;
  return (
    <div className={styles.columns}>
      <WorkList heading={words.wizardDoes} none={words.wizardNothing} steps={byWizard} />
      <WorkList heading={words.byHand} none={words.byHandNothing} steps={byHand} withWho />
    </div>
  );
}

interface List {
  heading: string;
  none: string;
  steps: readonly Step[];
  withWho?: boolean;
}

function WorkList({ heading, none, steps, withWho = false }: List) {
  const words = reviewWords;
  return (
    <Section heading={heading} {...(steps.length === 0 ? {} : { aside: words.workSteps(steps.length) })}>
      {steps.length === 0 ? <p>{none}</p> : null}
      <ol className={styles.work}>
        {worksOf(steps).map(({ title, who, hosts, steps: own }) => (
          <li key={own[0]?.id ?? title}>
            <span className={record.title}>{title}</span>{' '}
            <span className={styles.soft}>
              {words.on(words.hosts(hosts))}
              {withWho ? `, ${who}` : ''}
            </span>
            {withWho ? <ByHand steps={own} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What a person does: the actions of the first host; they are the same on all. */
function ByHand({ steps: [first] }: { steps: readonly Step[] }) {
  if (first === undefined || first.apply.length === 0) return null;
  return (
    <Folded late summary={stepWords.does} aside={stepWords.actions(first.apply.length)}>
      <ol className={record.inside}>
        {first.apply.map((action, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is known by its place in the step
          <li key={index}>
            {action.title}
            {action.kind === 'deed' ? <Asked by={action.by} /> : null}
          </li>
        ))}
      </ol>
    </Folded>
  );
}

/** What the person is asked to do. */
function Asked({ by: { person } }: Pick<Extract<Step['apply'][number], { kind: 'deed' }>, 'by'>) {
  return person !== undefined && 'ask' in person ? <span className={styles.under}>{person.ask}</span> : null;
}

/** Steps of the same words and the same person, in the order of the first of them. */
function worksOf(steps: readonly Step[]): Work[] {
  const works = new Map<string, Work>();
  for (const step of steps) {
    const key = `${step.page} ${step.who} ${step.title}`;
    const work = works.get(key);
    if (work === undefined) works.set(key, { title: step.title, who: step.who, hosts: [step.host], steps: [step] });
    else {
      work.steps.push(step);
      if (!work.hosts.includes(step.host)) work.hosts.push(step.host);
    }
  }
  return [...works.values()];
}
