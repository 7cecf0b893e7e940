import { HostTable } from '../../farm/host-table.tsx';
import { TopologyPicture } from '../../farm/topology-picture.tsx';
import { farmWords } from '../../farm/words.ts';
import { Section } from '../../parts/section.tsx';
import { hostStates, wronglyRecorded } from '../../story/host-states.ts';
import styles from './farm-panel.module.css';
import type { Scene } from './scene.ts';

/** The farm as a picture and as the table that says the same. */
export function FarmPanel({ scene: { story, view, activity } }: { scene: Scene }) {
  if (view?.farm == null)
    return (
      <Section heading={farmWords.heading}>
        <p className={styles.none}>{farmWords.none}</p>
      </Section>
    );
  const { farm, plan, balancerName } = view;
  const states = hostStates(story, { farm, plan }, activity);
  const wrong = activity === 'standing' ? wronglyRecorded(story, farm) : new Map<string, string[]>();
  const hostOf = (page: string) => plan?.stages.find((stage) => stage.page === page)?.steps[0]?.host;
  return (
    <Section heading={farmWords.heading}>
      <div className={styles.farm}>
        <TopologyPicture farm={farm} states={states} wrong={wrong} probing={activity === 'proving'} />
        <HostTable
          farm={farm}
          balancerName={balancerName}
          states={states}
          wrong={wrong}
          hosts={{ balancer: hostOf('load-balancer'), database: hostOf('database') }}
        />
      </div>
    </Section>
  );
}
