import { HostTable } from '../../parts/host-table.tsx';
import { Section } from '../../parts/section.tsx';
import { TopologyPicture } from '../../parts/topology-picture.tsx';
import { hostStates, wronglyRecorded } from '../../practice/host-states.ts';
import { words } from '../../words.ts';
import styles from './farm-panel.module.css';
import type { Scene } from './scene.ts';

/** The farm as a picture and as the table that says the same. */
export function FarmPanel({ scene: { story, view, activity } }: { scene: Scene }) {
  if (view === null)
    return (
      <Section heading={words.farm.heading}>
        <p className={styles.none}>{words.farm.none}</p>
      </Section>
    );
  const { farm, plan, balancerName } = view;
  const states = hostStates(story, { farm, plan }, activity);
  const wrong = activity === 'standing' ? wronglyRecorded(story, farm) : new Map<string, string[]>();
  const hostOf = (page: string) => plan.stages.find((stage) => stage.page === page)?.steps[0]?.host;
  return (
    <Section heading={words.farm.heading}>
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
