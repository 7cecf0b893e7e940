import { memo, useMemo } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Address } from '../../parts/address.tsx';
import { Folded } from '../../parts/folded.tsx';
import { PageTurner } from '../../parts/page-turner.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useNow } from '../../parts/time.ts';
import { indexesShown, usePaging } from '../../parts/use-paging.ts';
import { partWords } from '../../parts/words.ts';
import type { Story } from '../../story/story.ts';
import { PlannedStep } from './planned-step.tsx';
import styles from './planned-steps.module.css';
import {
  beforeTheChange,
  type HostProgress,
  type HostSteps,
  PROGRESS_SHAPES,
  type Progress,
  progressOf,
  stepsByHost,
} from './step-groups.ts';
import { stepWords } from './words.ts';

const HOSTS_AT_ONCE = 25;
/** With so few hosts there is nothing to look for: their steps stand open. */
const OPEN_HOSTS = 2;
const NO_PROGRESS: Progress = {};

interface Planned {
  view: Pick<FarmView, 'plan' | 'farm' | 'people'>;
  page: Page;
  /** Null before the first event has come. */
  story: Story | null;
  /** Whether answers changed since the steps were done. */
  outOfDate: boolean;
}

/** The steps of one page, host by host: before anything runs what will happen, in a run how far it is. */
export function PlannedSteps({ view, page, story, outOfDate }: Planned) {
  const { plan, farm, people } = view;
  const groups = useMemo(() => stepsByHost(plan, page, farm), [plan, page, farm]);
  const paging = usePaging(groups.length, HOSTS_AT_ONCE);
  const run = story?.run ?? null;
  const progress = story?.steps ?? NO_PROGRESS;
  const now = useNow(run !== null && run.endedAt === null);
  const steps = groups.reduce((sum, group) => sum + group.steps.length, 0);
  const begun = groups.some((group) => group.steps.some(({ id }) => progress[id] !== undefined));
  const ids = groups.flatMap((group) => group.steps.map(({ id }) => id));
  const old = new Set(ids.filter((id) => beforeTheChange(story, id, outOfDate)));
  const states = groups.map((group) => progressOf(group.steps, progress, (id) => old.has(id)));
  const done = states.reduce((sum, state) => sum + state.done, 0);
  const { heading, headingRun, summary, progress: progressWords, outdated, none, byHand } = stepWords;
  // A failed step must not be looked for.
  const shown = indexesShown(paging, (index) => states[index]?.kind === 'failed');
  return (
    <Section
      heading={begun ? headingRun : heading}
      {...(steps === 0
        ? {}
        : {
            aside: begun
              ? (old.size > 0 ? outdated : progressWords)(done, steps, groups.length)
              : summary(steps, groups.length),
          })}
    >
      {steps === 0 ? <p className={styles.soft}>{none}</p> : null}
      {groups.some(({ host }) => people[host] !== undefined) ? <p className={styles.byHand}>{byHand}</p> : null}
      <ul className={styles.hosts}>
        {shown.map((index) => {
          const group = groups[index];
          if (group === undefined) return null;
          const active = group.steps.some(({ id }) => progress[id]?.startedAt != null && progress[id].endedAt === null);
          return (
            <HostGroup
              key={group.host}
              group={group}
              who={people[group.host]}
              at={index}
              of={groups.length}
              progress={progress}
              begun={begun}
              open={groups.length <= OPEN_HOSTS}
              now={active ? now : 0}
              old={old}
            />
          );
        })}
      </ul>
      <PageTurner paging={paging} what={partWords.paging.hosts} />
    </Section>
  );
}

interface Group {
  group: HostSteps;
  /** The person who works there, where one does. */
  who: string | undefined;
  progress: Progress;
  /** Its place among the hosts, and how many those are. */
  at: number;
  of: number;
  begun: boolean;
  open: boolean;
  /** Steps that were done before the answers changed, by id. */
  old: ReadonlySet<string>;
  /** 0 while nothing runs on this host, so that a tick of the clock costs only the hosts at work. */
  now: number;
}

/** One host with its steps. With 500 of them only those whose steps moved are drawn again. */
const HostGroup = memo(function HostGroup({ group, who, at, of, progress, begun, open, old, now }: Group) {
  const { host, address, steps } = group;
  const state = progressOf(steps, progress, (id) => old.has(id));
  return (
    <li className={styles.host} aria-setsize={of} aria-posinset={at + 1}>
      <Folded
        late
        // A failed step must not be looked for.
        open={open || state.kind === 'failed'}
        key={state.kind === 'failed' ? 'failed' : 'usual'}
        summary={
          <span className={styles.hostName}>
            {host} {address === null ? null : <Address>{address}</Address>}
          </span>
        }
        aside={<HostState state={state} steps={steps.length} begun={begun} />}
      >
        <PagedList ordered items={steps} what={partWords.paging.steps} className={styles.steps}>
          {(step) => (
            <PlannedStep
              key={step.id}
              step={step}
              who={who}
              progress={progress[step.id]}
              begun={begun}
              old={old.has(step.id)}
              now={now}
            />
          )}
        </PagedList>
      </Folded>
    </li>
  );
}, sameGroup);

function sameGroup(before: Group, after: Group): boolean {
  return (
    before.group === after.group &&
    before.who === after.who &&
    before.at === after.at &&
    before.of === after.of &&
    before.begun === after.begun &&
    before.open === after.open &&
    before.now === after.now &&
    after.group.steps.every(
      ({ id }) => before.progress[id] === after.progress[id] && before.old.has(id) === after.old.has(id),
    )
  );
}

function HostState({ state, steps, begun }: { state: HostProgress; steps: number; begun: boolean }) {
  const { hostSteps, hostDone, hostOutdated, hostFailed } = stepWords;
  if (!begun) return hostSteps(steps);
  return (
    <StateWord kind={PROGRESS_SHAPES[state.kind]}>
      {(state.kind === 'outdated' ? hostOutdated : hostDone)(state.done, steps)}
      {state.failed === 0 ? '' : `, ${hostFailed(state.failed)}`}
    </StateWord>
  );
}
