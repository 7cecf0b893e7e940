import { useEffect, useRef, useState } from 'react';
import { ProvingPanel } from '../../pages/practice/proving-panel.tsx';
import { Report } from '../../pages/practice/report.tsx';
import type { Scene } from '../../pages/practice/scene.ts';
import { Why } from '../../pages/practice/why.tsx';
import { Section } from '../../parts/section.tsx';
import { activityOf } from '../../practice/activity.ts';
import { pageWords } from '../../words-pages.ts';
import type { PageProps } from '../page-props.ts';
import { BeforeProof } from './before-proof.tsx';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import { ProveDeed } from './prove-deed.tsx';
import { VerdictNote } from './verdict-note.tsx';

/** The proof: its verdict and the promise before all else; what will be sent stands first only where nothing holds yet. */
export function VerifyPage(props: PageProps) {
  const { view, story, goTo } = props;
  const [whyOpen, setWhyOpen] = useState(false);
  const scene: Scene = { id: view.id, story, activity: activityOf(story), view };
  const proving = view.state === 'verifying';
  const latest = proving ? undefined : story.proven.at(-1);
  const holds = latest !== undefined && lastProofOf(view, story).outOfDate === null;
  useFocusOnPanel(holds);
  return (
    <>
      {latest === undefined ? null : (
        <VerdictNote view={view} proven={latest} whyOpen={whyOpen} onWhy={() => setWhyOpen(!whyOpen)} goTo={goTo}>
          {holds ? <ProveDeed {...props} /> : null}
        </VerdictNote>
      )}
      {whyOpen && latest !== undefined ? <Why result={latest.result} farm={view.farm} /> : null}
      {holds ? (
        <Report scene={scene} proven={latest}>
          <PageAnswers {...props} page="verify" />
          <BeforeProof view={view} />
        </Report>
      ) : (
        <>
          <PageAnswers {...props} page="verify" />
          <BeforeProof view={view}>
            <ProveDeed {...props} />
          </BeforeProof>
        </>
      )}
      {proving ? (
        <ProvingPanel scene={scene} actions={null}>
          {null}
        </ProvingPanel>
      ) : null}
      {latest === undefined && !proving ? (
        <Section heading={pageWords.verify.heading}>
          <p>{pageWords.verify.none(view.checks.length)}</p>
        </Section>
      ) : null}
    </>
  );
}

/** With a turn of the proof its button has another place; where that took the focus away, the panel of now has it. */
function useFocusOnPanel(turn: boolean): void {
  const before = useRef(turn);
  useEffect(() => {
    if (before.current === turn) return;
    before.current = turn;
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('h2[data-now]')?.focus({ preventScroll: true });
  }, [turn]);
}
