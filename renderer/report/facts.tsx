import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FarmView } from '../../core/api/farm-contract.ts';
import { about } from '../connection/questions.ts';
import { Address } from '../parts/address.tsx';
import { CopyText } from '../parts/copy-text.tsx';
import { Section } from '../parts/section.tsx';
import { dayAndClock, duration } from '../parts/time.ts';
import { partWords } from '../parts/words.ts';
import type { Proven } from '../story/story.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** The farm of the report, and how the report was made. */
export function Facts({
  proven,
  view,
}: {
  proven: Proven;
  view: Pick<FarmView, 'profileName' | 'balancerName'> | null;
}) {
  const { data } = useQuery(about);
  const { result } = proven;
  const durations = Object.entries(result.durationsMs).filter(([, ms]) => ms > 0);
  const facts: [string, ReactNode][] = [
    [reportWords.factOverall, partWords.overall[result.overall]],
    [reportWords.factAt, dayAndClock(proven.at)],
    [reportWords.factProfile, view?.profileName ?? result.profile],
    [reportWords.factBalancer, view?.balancerName ?? result.balancer],
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
    [reportWords.factVersion, data?.version ?? ''],
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
