import type { Result } from '../../core/model/result.ts';
import { headFacts } from '../../core/model/result-facts.ts';
import styles from './report.module.css';

/** Of which farm the report is, from when and by whom: what stands first in every form of it. */
export function ReportHead({ result }: { result: Result }) {
  return (
    <dl className={styles.facts}>
      {headFacts(result).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
