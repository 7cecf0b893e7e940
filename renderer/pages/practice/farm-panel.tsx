import { FarmFigure } from '../../farm/farm-figure.tsx';
import { farmWords } from '../../farm/words.ts';
import { Section } from '../../parts/section.tsx';
import { hostStates } from '../../story/host-states.ts';
import type { Scene } from './scene.ts';

/** The farm with the state of every host. */
export function FarmPanel({ scene: { story, view, activity } }: { scene: Scene }) {
  if (view === null)
    return (
      <Section heading={farmWords.heading}>
        <p>{farmWords.none}</p>
      </Section>
    );
  const { farm, plan, balancerName } = view;
  const states = hostStates(story, { farm, plan }, activity);
  return (
    <Section heading={farmWords.heading}>
      <FarmFigure {...{ farm, plan, balancerName, story, activity, states }} />
    </Section>
  );
}
