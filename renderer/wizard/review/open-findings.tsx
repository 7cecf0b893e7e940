import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import { Section } from '../../parts/section.tsx';
import { VerdictWord } from '../../parts/state-word.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { MendLink } from '../../report/mend-link.tsx';
import { keyOf } from '../../report/outcome-key.ts';
import { words as allWords } from '../../words.ts';
import { wizardWords } from '../../words-wizard.ts';
import { isBlocking, openFindings, type Seen, today } from './readiness.ts';
import styles from './review.module.css';
import { type Acceptance, AcceptFinding } from './waiver-form.tsx';

interface Findings {
  view: Seen & Pick<FarmView, 'readOnly'>;
  onWaive: (finding: Acceptance) => Promise<unknown>;
}

/** What the last proof found and nobody accepted, each to be mended or accepted. */
export function OpenFindings({ view, onWaive }: Findings) {
  const words = wizardWords.review;
  const open = openFindings(view, today());
  const required = open.filter((outcome) => outcome.required).length;
  const heading = useRef<HTMLHeadingElement>(null);
  const keys = open.map(keyOf);
  useFocusAfterLoss(keys, heading);
  return (
    <Section
      heading={words.findings}
      headingRef={heading}
      {...(open.length === 0 ? {} : { aside: wizardWords.checks.open(open.length, required) })}
    >
      <None view={view} open={open.length} />
      <PagedList items={open} what={allWords.paging.findings} className={styles.findings}>
        {(outcome) => <Finding key={keyOf(outcome)} outcome={outcome} {...(view.readOnly ? {} : { onWaive })} />}
      </PagedList>
    </Section>
  );
}

/** A finding that was accepted leaves the list with the focus in it: the next one has it then, or the heading. */
function useFocusAfterLoss(keys: readonly string[], heading: RefObject<HTMLHeadingElement | null>): void {
  const before = useRef(keys);
  const all = keys.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are the same as long as all of them together are
  useEffect(() => {
    const gone = before.current.findIndex((key) => !keys.includes(key));
    const next = before.current.slice(gone + 1).find((key) => keys.includes(key));
    before.current = keys;
    if (gone < 0 || document.activeElement !== document.body) return;
    const place = next === undefined ? null : document.getElementById(acceptId(next));
    (place ?? heading.current)?.focus();
  }, [all]);
}

function acceptId(key: string): string {
  return `accept-${key}`;
}

/** Why there are none, in words: none that are open is another thing than none that are known. */
function None({ view: { result, proofOutOfDate }, open }: { view: Seen; open: number }) {
  const words = wizardWords.review;
  if (proofOutOfDate !== null)
    return (
      <p>
        <strong>{allWords.verdict['out of date']}:</strong> {proofOutOfDate}
      </p>
    );
  if (result === null) return <p>{words.findingsBefore}</p>;
  return open === 0 ? <p>{words.findingsNone}</p> : null;
}

interface One {
  outcome: Outcome;
  onWaive?: (finding: Acceptance) => Promise<unknown>;
}

function Finding({ outcome, onWaive }: One) {
  const [accepting, setAccepting] = useState(false);
  const accept = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !accepting) accept.current?.focus();
    was.current = accepting;
  }, [accepting]);
  const words = wizardWords.review;
  const { title, verdict, cause, remedy, subject } = outcome;
  return (
    <li className={styles.finding}>
      <div className={styles.findingTop}>
        <VerdictWord verdict={verdict} />
        <strong>{title}</strong>
        <span className={styles.soft}>
          {allWords.report.subject(subject)} · {isBlocking(outcome) ? words.must : words.should}
        </span>
      </div>
      {cause === null ? null : (
        <p>
          <WithAddresses>{cause}</WithAddresses>
        </p>
      )}
      {remedy === null ? null : (
        <p>
          <strong>{allWords.report.remedy}</strong> <WithAddresses>{remedy}</WithAddresses>
        </p>
      )}
      {accepting && onWaive !== undefined ? (
        <AcceptFinding outcome={outcome} onWaive={onWaive} onClose={() => setAccepting(false)} />
      ) : (
        <div className={styles.tools}>
          <MendLink finding={outcome} />
          {onWaive === undefined ? null : (
            <Button
              ref={accept}
              id={acceptId(keyOf(outcome))}
              variant="default"
              size="xs"
              aria-label={words.acceptWhat(`${title}, ${allWords.report.subject(subject)}`)}
              onClick={() => setAccepting(true)}
            >
              {words.accept}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
