import { useState } from 'react';
import { ProvingPanel } from '../../pages/practice/proving-panel.tsx';
import { Report } from '../../pages/practice/report.tsx';
import { Why } from '../../pages/practice/why.tsx';
import { Section } from '../../parts/section.tsx';
import { pageWords } from '../../words-pages.ts';
import type { PageProps } from '../page-props.ts';
import { BeforeProof } from './before-proof.tsx';
import { farmScene } from './farm-scene.ts';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import { VerdictNote } from './verdict-note.tsx';

/** The proof: what will be sent, what came of it, and the report. */
export function VerifyPage(props: PageProps) {
  const { view, story, goTo } = props;
  const [whyOpen, setWhyOpen] = useState(false);
  const scene = farmScene(view, story);
  const proving = view.state === 'verifying';
  const latest = proving ? undefined : story.proven.at(-1);
  return (
    <>
      {latest === undefined ? null : (
        <VerdictNote view={view} proven={latest} whyOpen={whyOpen} onWhy={() => setWhyOpen(!whyOpen)} goTo={goTo} />
      )}
      {whyOpen && latest !== undefined ? <Why result={latest.result} farm={view.farm} /> : null}
      <PageAnswers {...props} page="verify" />
      <BeforeProof {...props} />
      {proving ? (
        <ProvingPanel scene={scene} actions={null}>
          {null}
        </ProvingPanel>
      ) : null}
      {latest !== undefined && lastProofOf(view, story).outOfDate === null ? (
        <Report scene={scene} proven={latest} />
      ) : null}
      {latest === undefined && !proving ? (
        <Section heading={pageWords.verify.heading}>
          <p>{pageWords.verify.none(view.checks.length)}</p>
        </Section>
      ) : null}
    </>
  );
}
