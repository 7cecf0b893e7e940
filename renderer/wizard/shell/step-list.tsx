import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import type { PageStanding } from '../../../core/model/form.ts';
import { PageLink } from '../../frame/page-link.tsx';
import type { WizardPlace } from '../../navigation.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import hidden from '../../parts/hidden.module.css';
import { waitersOn } from '../people/use-people.ts';
import { peopleWords } from '../people/words.ts';
import styles from './step-list.module.css';
import { StepShape } from './step-shape.tsx';
import { shellWords } from './words.ts';

/** States whose reason stands under the step for everyone to see. */
const WITH_REASON: ReadonlySet<PageStanding['state']> = new Set([
  'waiting for someone',
  'out of date',
  'not needed',
  'locked',
]);

/** States of pages on which nothing was done or found yet. */
const NOTHING_THERE = new Set<PageStanding['state']>(['not started', 'locked', 'not needed']);

interface Steps {
  farm: string;
  pages: readonly PageStanding[];
  place: WizardPlace;
  /** What people are asked for. */
  waiting: readonly WaitingView[];
}

/** The steps in order, each with how it stands. On a narrow page they are behind a button that says where one is. */
export function StepList({ farm, pages, place, waiting }: Steps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: who has chosen a step wants to see its page
  useEffect(() => setOpen(false), [place]);
  const at = pages.findIndex(({ page }) => page === place);
  return (
    <nav className={styles.steps} aria-label={shellWords.steps.label}>
      <button
        type="button"
        className={styles.menu}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      >
        {place === 'plan' ? shellWords.steps.menuPlan : shellWords.steps.menu(at + 1, pages.length, PAGE_NAMES[place])}
        <IconChevronDown size={18} aria-hidden className={styles.chevron} />
      </button>
      <ol id={id} className={styles.list} data-open={open || undefined}>
        {pages.map((standing, index) => (
          <li key={standing.page}>
            <StepItem
              farm={farm}
              standing={standing}
              number={index + 1}
              current={standing.page === place}
              before={pages[index - 1]}
              waiters={waitersOn(waiting, standing.page)}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface Item {
  farm: string;
  standing: PageStanding;
  number: number;
  current: boolean;
  before: PageStanding | undefined;
  /** Who is waited for. */
  waiters: readonly string[];
}

function StepItem({ farm, standing, number, current, before, waiters }: Item) {
  const id = useId();
  const { page, reached, because } = standing;
  const state = waiters.length > 0 && standing.state !== 'needs attention' ? 'waiting for someone' : standing.state;
  const label = PAGE_NAMES[page];
  const said = saidOf({ ...standing, state }, current, waiters);
  // Where something was done or found, there is something to look at: a run of the whole farm opens no page.
  const open = reached || current || number === 1 || waiters.length > 0 || !NOTHING_THERE.has(state);
  const reason = reasonOf(standing, before, open);
  const seen = WITH_REASON.has(state) && because.length > 0;
  const inside = (
    <>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <span className={styles.label}>
        {label}
        <span className={hidden.hidden}>, </span>
      </span>
      <span className={styles.state}>
        <StepShape state={current && state === 'not started' ? 'current' : state} />
        {said.join(', ')}
      </span>
    </>
  );
  return (
    <>
      {open ? (
        <PageLink
          to={{ page: 'farm', id: farm, wizardPage: page }}
          className={styles.step}
          current={current}
          describedBy={reason === '' ? undefined : id}
        >
          {inside}
        </PageLink>
      ) : (
        // It takes focus, so that its reason can be heard.
        <button type="button" className={styles.step} aria-disabled="true" aria-describedby={id}>
          {inside}
        </button>
      )}
      {reason === '' ? null : (
        <p id={id} className={seen ? styles.reason : styles.reasonOnFocus}>
          {reason}
        </p>
      )}
    </>
  );
}

/** The words of a step's state: `current`, `needs attention`, `2`; of the proof only what is required is counted. */
function saidOf({ page, state, count }: PageStanding, current: boolean, waiters: readonly string[]): string[] {
  return [
    ...(current ? [shellWords.current] : []),
    ...(current && state === 'not started'
      ? []
      : [
          state === 'waiting for someone' && waiters.length > 0
            ? peopleWords.waitingFor(waiters)
            : shellWords.states[state],
        ]),
    ...(state === 'needs attention' && count > 0
      ? [page === 'verify' ? shellWords.steps.required(count) : String(count)]
      : []),
  ];
}

function reasonOf({ because }: PageStanding, before: PageStanding | undefined, open: boolean): string {
  if (because.length > 0 || open || before === undefined) return because.join(' ');
  return shellWords.steps.notReached(PAGE_NAMES[before.page]);
}
