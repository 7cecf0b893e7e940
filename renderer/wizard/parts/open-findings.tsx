import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Section } from '../../parts/section.tsx';
import { VerdictWord } from '../../parts/state-word.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { keyOf } from '../../practice/outcome-key.ts';
import { words as allWords } from '../../words.ts';
import { wizardWords } from '../../words-wizard.ts';
import { type Acceptance, AcceptFinding } from './accept-finding.tsx';
import styles from './review.module.css';
import { isBlocking, openFindings, today } from './standing.ts';

const FINDINGS_AT_ONCE = 20;

interface Findings {
  view: Pick<FarmView, 'result' | 'checks' | 'waivers' | 'readOnly'>;
  onPage: (page: Page) => void;
  onWaive: (finding: Acceptance) => Promise<unknown>;
}

/** What the last proof found and nobody accepted, each to be mended or accepted. */
export function OpenFindings({ view, onPage, onWaive }: Findings) {
  const [all, setAll] = useState(false);
  const words = wizardWords.review;
  const open = openFindings(view, today());
  const shown = all ? open : open.slice(0, FINDINGS_AT_ONCE);
  return (
    <Section heading={words.findings} {...(open.length === 0 ? {} : { aside: wizardWords.checks.open(open.length) })}>
      {view.result === null ? <p>{words.findingsBefore}</p> : open.length === 0 ? <p>{words.findingsNone}</p> : null}
      <ul className={styles.findings}>
        {shown.map((outcome) => (
          <Finding key={keyOf(outcome)} outcome={outcome} onPage={onPage} {...(view.readOnly ? {} : { onWaive })} />
        ))}
      </ul>
      {shown.length === open.length ? null : (
        <Button variant="default" size="xs" onClick={() => setAll(true)}>
          {words.showAllFindings(open.length)}
        </Button>
      )}
    </Section>
  );
}

interface One {
  outcome: Outcome;
  onPage: (page: Page) => void;
  onWaive?: (finding: Acceptance) => Promise<unknown>;
}

function Finding({ outcome, onPage, onWaive }: One) {
  const [accepting, setAccepting] = useState(false);
  const accept = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !accepting) accept.current?.focus();
    was.current = accepting;
  }, [accepting]);
  const words = wizardWords.review;
  const { title, verdict, cause, remedy, subject, page } = outcome;
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
          {page === null ? null : (
            <Button variant="default" size="xs" onClick={() => onPage(page)}>
              {words.goToPage(wizardWords.page[page])}
            </Button>
          )}
          {onWaive === undefined ? null : (
            <Button
              ref={accept}
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
