import { memo } from 'react';
import type { Derived } from '../../../core/model/form.ts';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import styles from './answers-form.module.css';
import { fieldId } from './field-id.ts';
import { formWords } from './words.ts';

/** Values that follow from answers: shown, never typed. Framed where they stand below questions, with their heading. */
export const DerivedList = memo(function DerivedList({
  derived,
  framed = false,
}: {
  derived: readonly Derived[];
  framed?: boolean;
}) {
  return (
    <div className={framed ? styles.framed : styles.derived}>
      {framed ? <h3>{formWords.derived}</h3> : null}
      <p className={styles.help}>{formWords.derivedExplain}</p>
      <dl>
        {derived.map(({ path, label, value, because }) => (
          // A finding leads here where nothing is typed: it takes the focus, and is no stop of the keyboard.
          <div key={path} id={fieldId(path)} tabIndex={-1}>
            <dt>{label}</dt>
            <dd>
              <span className={styles.value}>
                <WithAddresses>{value}</WithAddresses>
              </span>
              <span className={styles.because}>
                <WithAddresses>{because}</WithAddresses>
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
});
