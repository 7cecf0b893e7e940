import type { Outcome } from '../../core/model/check.ts';
import { WithAddresses } from '../parts/with-addresses.tsx';
import styles from './checks.module.css';
import { reportWords } from './words.ts';

/** The cause of an outcome and the remedy. Renders nothing if neither is known. */
export function CauseAndRemedy({ outcome: { cause, remedy } }: { outcome: Pick<Outcome, 'cause' | 'remedy'> }) {
  return (
    <>
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
    </>
  );
}
