import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import styles from './start-page.module.css';
import { startWords } from './words.ts';

/** Addresses and token of the example: documentation ranges, RFC 5737. */
const EXAMPLE = { client: '192.0.2.44', token: 'fw-7f3a', node: 'node-02' };

/** What counts as proof, with an example. */
export function ProvenFigure() {
  return (
    <aside className={styles.figure} aria-labelledby="proven">
      <h2 id="proven">{startWords.provenTitle}</h2>
      <p className={styles.soft}>{startWords.proven}</p>
      <dl className={styles.example}>
        <dt>{startWords.provenToken}</dt>
        <dd>
          <Address>{EXAMPLE.token}</Address>
        </dd>
        <dt>{startWords.provenSent}</dt>
        <dd>
          <Address>{EXAMPLE.client}</Address>
        </dd>
        <dt>{startWords.provenRecorded}</dt>
        <dd>
          <Address>{EXAMPLE.client}</Address> {startWords.provenBy(EXAMPLE.node)}
        </dd>
        <dt className={styles.verdictRow}>{startWords.provenVerdict}</dt>
        <dd className={styles.verdictRow}>
          <StateWord kind="pass" strong>
            {startWords.provenEqual}
          </StateWord>
        </dd>
      </dl>
    </aside>
  );
}
