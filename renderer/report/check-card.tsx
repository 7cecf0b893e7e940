import type { Outcome } from '../../core/model/check.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import { CopyText } from '../parts/copy-text.tsx';
import { Folded } from '../parts/folded.tsx';
import record from '../parts/record.module.css';
import { StateWord, VerdictWord } from '../parts/state-word.tsx';
import { partWords } from '../parts/words.ts';
import { CauseAndRemedy } from './cause-and-remedy.tsx';
import styles from './checks.module.css';
import { EvidenceList } from './evidence-list.tsx';
import { MendLink } from './mend-link.tsx';
import { reportWords } from './words.ts';

/** One check: verdict, subject, cause, remedy, source and evidence. */
export function CheckCard({
  outcome,
  titleOf,
  outdated = false,
}: {
  outcome: Outcome;
  titleOf: (service: string) => string;
  /** Whether something changed after it was seen, so that it is no current verdict. */
  outdated?: boolean;
}) {
  const { subject, verdict, title, required, clause } = outcome;
  const about = reportWords.subject({
    ...subject,
    ...(subject.service === undefined ? {} : { service: titleOf(subject.service) }),
  });
  return (
    <li className={record.record}>
      <div className={record.top}>
        {outdated ? (
          <StateWord kind="unknown">{reportWords.was(verdict)}</StateWord>
        ) : (
          <VerdictWord verdict={verdict} />
        )}
        <span className={record.title}>{title}</span>
        <span className={record.soft}>
          {about} · {required ? reportWords.required : reportWords.advisory}
        </span>
      </div>
      <CauseAndRemedy outcome={outcome} />
      <MendLink finding={outcome} />
      <Folded summary={reportWords.evidence} aside={outcomeKey(outcome)}>
        <div className={`${record.inside} ${styles.evidence}`}>
          <EvidenceList evidence={outcome.evidence} />
          {clause === null ? null : (
            <p className={record.soft}>
              {reportWords.clause}: {clause.source}, {clause.place}
            </p>
          )}
          <CopyText
            label={reportWords.copyCheck}
            done={partWords.copied}
            text={() => JSON.stringify(outcome, null, 2)}
          />
        </div>
      </Folded>
    </li>
  );
}
