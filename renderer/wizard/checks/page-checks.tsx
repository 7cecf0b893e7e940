import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { isGood } from '../../../core/model/good-verdict.ts';
import { outcomeKey } from '../../../core/model/outcome-key.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Folded } from '../../parts/folded.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Section } from '../../parts/section.tsx';
import { Shape, type ShapeKind, shapeOfVerdict } from '../../parts/shape.tsx';
import { dayAndClock } from '../../parts/time.ts';
import { partWords } from '../../parts/words.ts';
import { CheckCard } from '../../report/check-card.tsx';
import { reportWords } from '../../report/words.ts';
import styles from './page-checks.module.css';
import { checkWords } from './words.ts';

interface Checks {
  view: Pick<FarmView, 'checks' | 'result' | 'farm'>;
  page: Page;
  /** ISO time of the last proof, where it is known. */
  at?: string | null;
  /** Why the verdicts no longer hold, as a sentence. */
  outOfDate?: string | null;
}

/** The checks whose findings this page can mend: before the first proof their titles, afterwards their results. */
export function PageChecks({ view, page, at = null, outOfDate = null }: Checks) {
  const belongs = (check: { page: Page | null }) =>
    // What no page can mend is looked at where the proof is.
    check.page === page || (page === 'verify' && check.page === null);
  const checks = view.checks.filter(belongs);
  const outcomes = view.result?.checks.filter(belongs) ?? [];
  const open = outcomes.filter(({ verdict, waiver }) => !isGood(verdict) && waiver === undefined);
  const { heading, none, allGood, outdated } = checkWords;
  const aside =
    outcomes.length === 0
      ? undefined
      : outOfDate !== null
        ? outdated(outcomes.length)
        : open.length === 0
          ? allGood(outcomes.length)
          : checkWords.open(open.length, open.filter(({ required }) => required).length);
  return (
    <Section heading={heading} {...(aside === undefined ? {} : { aside })}>
      {outOfDate === null || outcomes.length === 0 ? null : (
        <p className={styles.outOfDate}>
          <Shape kind="unknown" size={18} />
          <span>
            <strong>{partWords.verdict['out of date']}:</strong> {outOfDate}
          </span>
        </p>
      )}
      {checks.length === 0 && outcomes.length === 0 ? <p className={styles.soft}>{none}</p> : null}
      {outcomes.length === 0 ? (
        <Before checks={checks} />
      ) : (
        <After outcomes={outcomes} checks={checks} view={view} at={at} outdated={outOfDate !== null} />
      )}
    </Section>
  );
}

type Check = FarmView['checks'][number];

function Before({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <>
      <p>{checkWords.before(checks.length)}</p>
      <CheckTitles checks={checks} />
    </>
  );
}

function CheckTitles({ checks }: { checks: readonly Check[] }) {
  return (
    <Folded summary={checkWords.list}>
      <ul className={styles.titles}>
        {checks.map(({ id, title, required }) => (
          <li key={id}>
            {title} <span className={styles.soft}>{required ? reportWords.required : reportWords.advisory}</span>
          </li>
        ))}
      </ul>
    </Folded>
  );
}

interface Judged {
  outcomes: readonly Outcome[];
  checks: readonly Check[];
  view: Checks['view'];
  at: string | null;
  outdated: boolean;
}

function After({ outcomes, checks, view, at, outdated }: Judged) {
  const titleOf = (service: string) => service;
  const unasked = checks.filter(({ id }) => !outcomes.some((outcome) => outcome.id === id));
  const asks = outcomes.filter(({ verdict }) => !isGood(verdict));
  const good = outcomes.filter(({ verdict }) => isGood(verdict));
  return (
    <div className={styles.after}>
      {at === null || view.result === null ? null : <p className={styles.soft}>{checkWords.at(dayAndClock(at))}</p>}
      <PagedList items={asks} what={partWords.paging.findings} className={styles.cards}>
        {(outcome) => <Card key={outcomeKey(outcome)} outcome={outcome} titleOf={titleOf} outdated={outdated} />}
      </PagedList>
      {good.length === 0 ? null : (
        <Folded
          late
          summary={
            <span className={styles.good}>
              <Shape kind={outdated ? 'unknown' : shapeOf(good)} size={16} />{' '}
              {outdated ? checkWords.wereGood(good.length) : checkWords.good(good.length)}
            </span>
          }
        >
          <PagedList items={good} what={partWords.paging.checks} className={styles.cards}>
            {(outcome) => <Card key={outcomeKey(outcome)} outcome={outcome} titleOf={titleOf} outdated={outdated} />}
          </PagedList>
        </Folded>
      )}
      {unasked.length === 0 ? null : (
        <>
          <p>{checkWords.unasked(unasked.length)}</p>
          <CheckTitles checks={unasked} />
        </>
      )}
    </div>
  );
}

/** A verdict with its waiver, where there is one. */
function Card({
  outcome,
  titleOf,
  outdated,
}: {
  outcome: Outcome;
  titleOf: (service: string) => string;
  outdated: boolean;
}) {
  const { waiver } = outcome;
  return (
    <>
      <CheckCard outcome={outcome} titleOf={titleOf} outdated={outdated} />
      {waiver === undefined ? null : (
        <li className={styles.waived}>{checkWords.waived(waiver.who, waiver.until, waiver.why)}</li>
      )}
    </>
  );
}

/** A tick only where something passed: what was left out by right has its own shape. */
function shapeOf(good: readonly Outcome[]): ShapeKind {
  return shapeOfVerdict(good.find(({ verdict }) => verdict === 'pass')?.verdict ?? 'not applicable');
}
