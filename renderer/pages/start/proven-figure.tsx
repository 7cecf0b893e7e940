import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { words } from '../../words.ts';
import styles from './start-page.module.css';

/** Addresses and token of the example: documentation ranges, RFC 5737. */
const EXAMPLE = { client: '192.0.2.44', token: 'fw-7f3a', node: 'node-02' };

/** What counts as proof, with an example. */
export function ProvenFigure() {
  return (
    <aside className={styles.figure} aria-labelledby="proven">
      <h2 id="proven">{words.start.provenTitle}</h2>
      <p className={styles.soft}>{words.start.proven}</p>
      <dl className={styles.example}>
        <dt>{words.start.provenToken}</dt>
        <dd>
          <Address>{EXAMPLE.token}</Address>
        </dd>
        <dt>{words.start.provenSent}</dt>
        <dd>
          <Address>{EXAMPLE.client}</Address>
        </dd>
        <dt>{words.start.provenRecorded}</dt>
        <dd>
          <Address>{EXAMPLE.client}</Address> {words.start.provenBy(EXAMPLE.node)}
        </dd>
        <dt className={styles.verdictRow}>{words.start.provenVerdict}</dt>
        <dd className={styles.verdictRow}>
          <StateWord kind="pass" strong>
            {words.start.provenEqual}
          </StateWord>
        </dd>
      </dl>
    </aside>
  );
}
