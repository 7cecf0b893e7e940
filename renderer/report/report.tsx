import type { ReactNode } from 'react';
import type { FarmView } from '../../core/api/farm-contract.ts';
import type { Farm } from '../../core/model/farm.ts';
import type { Proven } from '../story/story.ts';
import { AllChecks } from './all-checks.tsx';
import { Differences } from './differences.tsx';
import { Facts } from './facts.tsx';
import { ForgedHeaders } from './forged-headers.tsx';
import { NextSection } from './next-section.tsx';
import { ReportHead } from './report-head.tsx';
import { RequestsSection } from './requests-section.tsx';
import { ResultPerNode } from './result-per-node.tsx';

/** The report below its verdict: whose it is and from when, then the most needed parts first. */
export function Report({
  view,
  proven,
  children,
}: {
  /** Null if nothing is known of the farm. */
  view: (Pick<FarmView, 'services'> & { farm: Farm | null }) | null;
  proven: Proven;
  /** Content directly below the result per node. */
  children?: ReactNode;
}) {
  const { result } = proven;
  const titleOf = (service: string) => view?.services.find(({ name }) => name === service)?.title ?? service;
  return (
    <>
      <ReportHead result={result} />
      <ResultPerNode result={result} farm={view?.farm ?? null} titleOf={titleOf} />
      {children}
      <NextSection result={result} at={proven.at} />
      <Differences result={result} />
      <AllChecks key={proven.at} result={result} titleOf={titleOf} />
      <ForgedHeaders result={result} titleOf={titleOf} />
      <RequestsSection result={result} />
      <Facts result={result} />
    </>
  );
}
