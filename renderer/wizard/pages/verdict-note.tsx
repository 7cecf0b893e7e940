import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { Panel } from '../../parts/panel.tsx';
import { shapeOfOverall } from '../../parts/shape.tsx';
import { clock } from '../../parts/time.ts';
import { Finding } from '../../report/finding.tsx';
import { nextThings, pathsOf, verdictSentence } from '../../report/read-result.ts';
import { reportWords } from '../../report/words.ts';
import type { Proven } from '../../story/story.ts';
import { lastProofOf } from './last-proof-of.ts';
import pageStyles from './pages.module.css';

interface Note {
  view: FarmView;
  proven: Proven;
  whyOpen: boolean;
  onWhy: () => void;
  goTo: (page: Page, path?: string) => void;
  /** How to prove again, where the verdict holds. */
  children: ReactNode;
}

/** The verdict of the last proof, and the page that can mend what it found first. */
export function VerdictNote({ view, proven, whyOpen, onWhy, goTo, children }: Note) {
  const { result, at } = proven;
  const { outOfDate } = lastProofOf(view, null);
  const good = result.overall === 'ready' || result.overall === 'ready with warnings';
  const [first] = nextThings(result);
  const page = result.causes[0]?.page ?? first?.symptoms[0]?.page ?? null;
  const about = first?.symptoms.find((symptom) => symptom.page === page);
  const field = view.checks.find(({ id }) => id === about?.id)?.field;
  // What was seen of another farm than this one is never shown as its verdict.
  if (outOfDate !== null)
    return (
      <Panel kind="unknown" heading={reportWords.outOfDate} under={reportWords.at(clock(at))} large>
        <p>{outOfDate}</p>
        <p className={pageStyles.soft}>{reportWords.lastVerdict(verdictSentence(result))}</p>
      </Panel>
    );
  return (
    <Panel
      kind={shapeOfOverall(result.overall)}
      heading={verdictSentence(result)}
      under={reportWords.at(clock(at))}
      large
    >
      {good ? (
        <p className={pageStyles.soft}>{reportWords.paths(pathsOf(result.proof))}</p>
      ) : first === undefined ? (
        <p>{reportWords.verifyAgain}</p>
      ) : (
        <Finding result={result} farm={view.farm}>
          <div className={pageStyles.deeds}>
            <Button variant="default" aria-expanded={whyOpen} onClick={onWhy}>
              {whyOpen ? reportWords.hideWhy : reportWords.why}
            </Button>
            {page === null ? null : (
              <Button onClick={() => goTo(page, field)}>{reportWords.goThere(PAGE_NAMES[page])}</Button>
            )}
          </div>
        </Finding>
      )}
      {children}
    </Panel>
  );
}
