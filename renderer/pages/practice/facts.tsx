import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { about } from '../../connection/questions.ts';
import { Address } from '../../parts/address.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { Section } from '../../parts/section.tsx';
import { dayAndClock } from '../../parts/time.ts';
import type { Proven } from '../../practice/story.ts';
import { duration, words } from '../../words.ts';
import styles from './report.module.css';

/** What the report is about and with what it was made. */
export function Facts({ proven, view }: { proven: Proven; view: FarmView | null }) {
  const { data } = useQuery(about);
  const { result } = proven;
  const durations = Object.entries(result.durationsMs).filter(([, ms]) => ms > 0);
  const facts: [string, ReactNode][] = [
    [words.report.factOverall, words.overall[result.overall]],
    [words.report.factAt, dayAndClock(proven.at)],
    [words.report.factProfile, view?.profileName ?? result.profile],
    [words.report.factBalancer, view?.balancerName ?? result.balancer],
    [
      words.report.factNodes,
      <ul key="nodes" className={styles.inline}>
        {result.nodes.map(({ name, address }) => (
          <li key={name}>
            {name} <Address>{address}</Address>
          </li>
        ))}
      </ul>,
    ],
    [words.report.factFaults, result.faults.length === 0 ? words.report.noFaults : result.faults.join(', ')],
    [
      words.report.factDurations,
      durations.map(([phase, ms]) => `${words.report.phase[phase] ?? phase} ${duration(ms)}`).join(', '),
    ],
    [words.report.factVersion, data?.version ?? ''],
  ];
  return (
    <Section heading={words.report.facts}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyText label={words.report.copyJson} done={words.report.copied} text={() => JSON.stringify(result, null, 2)} />
    </Section>
  );
}
