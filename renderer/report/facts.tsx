import type { ReactNode } from 'react';
import type { Result } from '../../core/model/result.ts';
import { Address } from '../parts/address.tsx';
import { CopyText } from '../parts/copy-text.tsx';
import { Section } from '../parts/section.tsx';
import { duration } from '../parts/time.ts';
import { partWords } from '../parts/words.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** The farm of the report, and how the report was made. */
export function Facts({ result }: { result: Result }) {
  const durations = Object.entries(result.durationsMs).filter(([, ms]) => ms > 0);
  const facts: [string, ReactNode][] = [
    [reportWords.factOverall, partWords.overall[result.overall]],
    [
      reportWords.factNodes,
      <ul key="nodes" className={styles.inline}>
        {result.nodes.map(({ name, address }) => (
          <li key={name}>
            {name} <Address>{address}</Address>
          </li>
        ))}
      </ul>,
    ],
    [reportWords.factFaults, result.faults.length === 0 ? reportWords.noFaults : result.faults.join(', ')],
    [
      reportWords.factDurations,
      durations.map(([phase, ms]) => `${reportWords.phase[phase] ?? phase} ${duration(ms)}`).join(', '),
    ],
  ];
  return (
    <Section heading={reportWords.facts}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyText label={reportWords.copyJson} done={partWords.copied} text={() => JSON.stringify(result, null, 2)} />
    </Section>
  );
}
