import type { Outcome } from '../../core/model/check.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import { CopyText } from '../parts/copy-text.tsx';
import { Folded } from '../parts/folded.tsx';
import { StateWord, VerdictWord } from '../parts/state-word.tsx';
import { WithAddresses } from '../parts/with-addresses.tsx';
import { partWords } from '../parts/words.ts';
import styles from './checks.module.css';
import { EvidenceList } from './evidence-list.tsx';
import { MendLink } from './mend-link.tsx';
import { reportWords } from './words.ts';

/** One check: verdict, what it is about, why, what to do, the clause it serves, and what was seen. */
export function CheckCard({
  outcome,
  titleOf,
  outdated = false,
}: {
  outcome: Outcome;
  titleOf: (service: string) => string;
  /** Whether something changed since it was seen: it is history then, and no verdict. */
  outdated?: boolean;
}) {
  const { subject, verdict, title, required, cause, remedy, clause } = outcome;
  const about = reportWords.subject({
    ...subject,
    ...(subject.service === undefined ? {} : { service: titleOf(subject.service) }),
  });
  return (
    <li className={styles.card}>
      <div className={styles.cardTop}>
        {outdated ? (
          <StateWord kind="unknown">{reportWords.was(verdict)}</StateWord>
        ) : (
          <VerdictWord verdict={verdict} />
        )}
        <span className={styles.cardTitle}>{title}</span>
        <span className={styles.soft}>
          {about} · {required ? reportWords.required : reportWords.advisory}
        </span>
      </div>
      {cause === null ? null : (
        <p>
          <span className={styles.label}>{reportWords.cause}</span> <WithAddresses>{cause}</WithAddresses>
        </p>
      )}
      {remedy === null ? null : (
        <p>
          <span className={styles.label}>{reportWords.remedy}</span> <WithAddresses>{remedy}</WithAddresses>
        </p>
      )}
      <MendLink finding={outcome} />
      <Folded summary={reportWords.evidence} aside={outcomeKey(outcome)}>
        <div className={styles.evidence}>
          <EvidenceList evidence={outcome.evidence} />
          {clause === null ? null : (
            <p className={styles.soft}>
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
