import { useEffect, useRef, useState } from 'react';
import { Section } from '../../parts/section.tsx';
import { Report } from '../../report/report.tsx';
import { Why } from '../../report/why.tsx';
import { ProvingPanel } from '../../story/proving-panel.tsx';
import { HandInList } from '../people/hand-in-list.tsx';
import { BeforeProof } from './before-proof.tsx';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import type { PageProps } from './page-props.ts';
import { ProveDeed } from './prove-deed.tsx';
import { VerdictNote } from './verdict-note.tsx';
import { pageWords } from './words.ts';

/** The proof: its verdict and the result per node come first; what will be sent comes first only before there is a valid verdict. */
export function VerifyPage(props: PageProps) {
  const { view, story, people, goTo } = props;
  const [whyOpen, setWhyOpen] = useState(false);
  const proving = view.state === 'verifying';
  const latest = proving ? undefined : story.proven.at(-1);
  const holds = latest !== undefined && lastProofOf(view, story).outOfDate === null;
  useFocusOnPanel(holds);
  return (
    <>
      <HandInList view={view} page="verify" people={people} />
      {latest === undefined ? null : (
        <VerdictNote view={view} proven={latest} whyOpen={whyOpen} onWhy={() => setWhyOpen(!whyOpen)} goTo={goTo}>
          {holds ? <ProveDeed {...props} /> : null}
        </VerdictNote>
      )}
      {whyOpen && latest !== undefined ? <Why result={latest.result} farm={view.farm} /> : null}
      {holds ? (
        <Report view={view} proven={latest}>
          <PageAnswers {...props} page="verify" />
          <BeforeProof view={view} people={people} />
        </Report>
      ) : (
        <>
          <PageAnswers {...props} page="verify" />
          <BeforeProof view={view} people={people}>
            <ProveDeed {...props} />
          </BeforeProof>
        </>
      )}
      {proving ? (
        <ProvingPanel story={story} actions={null}>
          {null}
        </ProvingPanel>
      ) : null}
      {latest === undefined && !proving ? (
        <Section heading={pageWords.verify.heading}>
          <p>{pageWords.verify.none}</p>
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
