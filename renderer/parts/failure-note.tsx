import type { ErrorData } from '../../core/model/errors.ts';
import styles from './failure-note.module.css';
import { Shape } from './shape.tsx';
import { partWords } from './words.ts';

/** An expected failure beside the control that caused it: what is wrong, what to do, and the code. */
export function FailureNote({ failure }: { failure: ErrorData }) {
  return (
    <div className={styles.note} data-failure={failure.code}>
      <Shape kind="fail" size={20} />
      <div>
        <p className={styles.message}>{failure.message}</p>
        <p>{failure.remedy}</p>
        <p className={styles.code}>
          {partWords.code} <code>{failure.code}</code>
          {failure.at === undefined ? null : ` · ${failure.at}`}
        </p>
      </div>
    </div>
  );
}
