import type { FarmView, FormView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { Section } from '../../parts/section.tsx';
import { currentResult } from '../../report/current-result.ts';
import { pageWords } from '../../words-pages.ts';
import { wizardWords } from '../../words-wizard.ts';
import { DocumentExport } from './document-export.tsx';
import { OpenFindings } from './open-findings.tsx';
import styles from './review.module.css';
import { ReviewAnswers } from './review-answers.tsx';
import { ReviewStrip } from './review-strip.tsx';
import { ReviewWork } from './review-work.tsx';
import type { Acceptance } from './waiver-form.tsx';
import { AcceptedTable } from './waiver-table.tsx';

interface ReviewContent {
  view: FarmView;
  form: FormView;
  /** Goes to the page of an answer, to its field. */
  onChange: (page: Page, path: string) => void;
  onWaive: (finding: Acceptance) => Promise<unknown>;
}

/** The whole plan on one page: how it stands, what is open, what was answered, and who does what. */
export function Review({ view, form, onChange, onWaive }: ReviewContent) {
  return (
    <div className={styles.review}>
      <PaperVerdict view={view} />
      <ReviewStrip view={view} />
      <OpenFindings view={view} onWaive={onWaive} />
      <AcceptedTable view={view} />
      <ReviewAnswers form={form} readOnly={view.readOnly} onChange={onChange} />
      <ReviewWork plan={view.plan} farm={view.farm} />
      <div className={styles.exports}>
        <DocumentExport view={view} kind="runbook" formats={['html', 'md', 'pdf']} />
        {currentResult(view) === null ? (
          <Section heading={wizardWords.review.document.report}>
            <p>{wizardWords.review.noReport}</p>
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
  const { outOfDate, was } = pageWords.verify;
  return (
    <div className={styles.paper}>
      {result === null ? <p>{wizardWords.review.findingsBefore}</p> : null}
      {result !== null && proofOutOfDate === null ? <p>{result.sentence}</p> : null}
      {result !== null && proofOutOfDate !== null ? (
        <>
          <p>
            {outOfDate}. {proofOutOfDate}
          </p>
          <p>{was(result.sentence)}</p>
        </>
      ) : null}
    </div>
  );
}
