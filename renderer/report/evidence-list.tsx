import { Address } from '../parts/address.tsx';
import styles from './evidence-list.module.css';
import { reportWords } from './words.ts';

/** The evidence of a check, as a list of names and values. */
export function EvidenceList({ evidence }: { evidence: Record<string, unknown> }) {
  const entries = Object.entries(evidence).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return <p className={styles.none}>{reportWords.noEvidence}</p>;
  return (
    <dl className={styles.list}>
      {entries.map(([name, value]) => (
        <div key={name} className={styles.entry}>
          <dt>{nameInWords(name)}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null) return reportWords.nothing;
  if (Array.isArray(value)) {
    if (value.length === 0) return reportWords.nothing;
    if (value.every((item) => typeof item !== 'object')) return <Address>{value.join(', ')}</Address>;
    return (
      <ol className={styles.items}>
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: evidence never changes
          <li key={index}>
            <Value value={item} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value === 'object') {
    return (
      <span className={styles.pairs}>
        {Object.entries(value).map(([name, inner]) => (
          <span key={name}>
            <span className={styles.name}>{nameInWords(name)}</span> <Value value={inner} />
          </span>
        ))}
      </span>
    );
  }
  return <Address>{String(value)}</Address>;
}

/** `sentFrom` becomes `sent from`; names with other signs in them, such as `node-01`, stay. */
function nameInWords(name: string): string {
  return /^[a-z]+([A-Z][a-z]*)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name;
}
