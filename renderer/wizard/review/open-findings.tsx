import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { cancelledSentence } from '../../../core/history/last-proof.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { outcomeKey } from '../../../core/model/outcome-key.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import record from '../../parts/record.module.css';
import { Section } from '../../parts/section.tsx';
import { VerdictWord } from '../../parts/state-word.tsx';
import { partWords } from '../../parts/words.ts';
import { CauseAndRemedy } from '../../report/cause-and-remedy.tsx';
import { MendLink } from '../../report/mend-link.tsx';
import { reportWords } from '../../report/words.ts';
import { checkWords } from '../checks/words.ts';
import { openFindings, type Seen, today } from './readiness.ts';
import styles from './review.module.css';
import { type WaiverEntry, WaiverForm } from './waiver-form.tsx';
import { reviewWords } from './words.ts';

interface Findings {
  view: Seen & Pick<FarmView, 'readOnly'>;
  onWaive: (finding: WaiverEntry) => Promise<unknown>;
}

/** What the last proof found and nobody waived, each with a way to repair it; what failed can be waived. */
export function OpenFindings({ view, onWaive }: Findings) {
  const words = reviewWords;
  const open = openFindings(view, today());
  const required = open.filter((outcome) => outcome.required).length;
  const heading = useRef<HTMLHeadingElement>(null);
  const keys = open.map(outcomeKey);
  useFocusAfterLoss(keys, heading);
  return (
    <Section
      heading={words.findings}
      headingRef={heading}
      {...(open.length === 0 ? {} : { aside: checkWords.open(open.length, required) })}
    >
      <None view={view} open={open.length} />
      <PagedList items={open} what={partWords.paging.findings} className={styles.findings}>
        {(outcome) => <Finding key={outcomeKey(outcome)} outcome={outcome} {...(view.readOnly ? {} : { onWaive })} />}
      </PagedList>
    </Section>
  );
}

/** A finding that was waived leaves the list with the focus in it: the next one has it then, or the heading. */
function useFocusAfterLoss(keys: readonly string[], heading: RefObject<HTMLHeadingElement | null>): void {
  const before = useRef(keys);
  const all = keys.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are the same as long as all of them together are
  useEffect(() => {
    const gone = before.current.findIndex((key) => !keys.includes(key));
    const next = before.current.slice(gone + 1).find((key) => keys.includes(key));
    before.current = keys;
    if (gone < 0 || document.activeElement !== document.body) return;
    const place = next === undefined ? null : document.getElementById(waiveId(next));
    (place ?? heading.current)?.focus();
  }, [all]);
}

function waiveId(key: string): string {
  return `waive-${key}`;
}

/** Why there are none, in words: none that are open is another thing than none that are known. */
function None({ view: { result, proofOutOfDate }, open }: { view: Seen; open: number }) {
  const words = reviewWords;
  if (proofOutOfDate !== null)
    return (
      <p>
        <strong>{partWords.verdict['out of date']}:</strong> {proofOutOfDate}
      </p>
    );
  if (result === null) return <p>{words.findingsBefore}</p>;
  const cancelled = cancelledSentence(result);
  if (cancelled !== null) return <p>{`${cancelled} ${reportWords.verifyAgain}`}</p>;
  return open === 0 ? <p>{words.findingsNone}</p> : null;
}

interface One {
  outcome: Outcome;
  onWaive?: (finding: WaiverEntry) => Promise<unknown>;
}

function Finding({ outcome, onWaive }: One) {
  const [waiving, setWaiving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !waiving) button.current?.focus();
    was.current = waiving;
  }, [waiving]);
  const words = reviewWords;
  const { title, verdict, subject } = outcome;
  return (
    <li className={record.record}>
      <div className={record.top}>
        <VerdictWord verdict={verdict} />
        <strong>{title}</strong>
        <span className={record.soft}>
          {reportWords.subject(subject)} · {outcome.required ? reportWords.required : reportWords.advisory}
        </span>
      </div>
      <CauseAndRemedy outcome={outcome} />
      {waiving && onWaive !== undefined ? (
        <WaiverForm outcome={outcome} onWaive={onWaive} onClose={() => setWaiving(false)} />
      ) : (
        <div className={styles.tools}>
          <MendLink finding={outcome} />
          {onWaive === undefined || verdict !== 'fail' ? null : (
            <Button
              ref={button}
              id={waiveId(outcomeKey(outcome))}
              variant="default"
              size="xs"
              aria-label={words.waiveWhat(`${title}, ${reportWords.subject(subject)}`)}
              onClick={() => setWaiving(true)}
            >
              {words.waive}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
