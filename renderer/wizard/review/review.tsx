import type { FarmView, FormView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Section } from '../../parts/section.tsx';
import { currentResult } from '../../report/current-result.ts';
import { reportWords } from '../../report/words.ts';
import { DocumentExport } from './document-export.tsx';
import { OpenFindings } from './open-findings.tsx';
import styles from './review.module.css';
import { ReviewAnswers } from './review-answers.tsx';
import { ReviewStrip } from './review-strip.tsx';
import { ReviewWork } from './review-work.tsx';
import type { WaiverEntry } from './waiver-form.tsx';
import { WaiverTable } from './waiver-table.tsx';
import { reviewWords } from './words.ts';

interface ReviewContent {
  view: FarmView;
  form: FormView;
  /** Goes to the page of an answer, to its field. */
  onChange: (page: Page, path: string) => void;
  onWaive: (finding: WaiverEntry) => Promise<unknown>;
}

/** The whole plan on one page: how it stands, what is open, what was answered, and who does what. */
export function Review({ view, form, onChange, onWaive }: ReviewContent) {
  return (
    <div className={styles.review}>
      <PaperVerdict view={view} />
      <ReviewStrip view={view} />
      <OpenFindings view={view} onWaive={onWaive} />
      <WaiverTable view={view} />
      <ReviewAnswers form={form} readOnly={view.readOnly} onChange={onChange} />
      <ReviewWork plan={view.plan} people={view.people} />
      <div className={styles.exports}>
        <DocumentExport view={view} kind="runbook" formats={['html', 'md', 'pdf']} />
        {currentResult(view) === null ? (
          <Section heading={reviewWords.document.report}>
            <p>{reviewWords.noReport}</p>
          </Section>
        ) : (
          <DocumentExport view={view} kind="report" formats={['html', 'md', 'junit', 'pdf']} />
        )}
      </div>
    </div>
  );
}

/** On paper the record begins with the verdict; on the screen it stands on the page of the proof. */
function PaperVerdict({ view: { result, proofOutOfDate } }: Pick<ReviewContent, 'view'>) {
  const { outOfDate, lastVerdict } = reportWords;
  return (
    <div className={styles.paper}>
      {result === null ? <p>{reviewWords.findingsBefore}</p> : null}
      {result !== null && proofOutOfDate === null ? <p>{result.sentence}</p> : null}
      {result !== null && proofOutOfDate !== null ? (
        <>
          <p>
            {outOfDate}. {proofOutOfDate}
          </p>
          <p>{lastVerdict(result.sentence)}</p>
        </>
      ) : null}
    </div>
  );
}
