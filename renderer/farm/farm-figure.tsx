import type { ReactNode } from 'react';
import type { FarmView } from '../../core/api/farm-contract.ts';
import type { Farm } from '../../core/model/farm.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Activity } from '../story/activity.ts';
import { type HostState, wronglyRecorded } from '../story/host-states.ts';
import type { Story } from '../story/story.ts';
import styles from './farm-figure.module.css';
import { HostTable } from './host-table.tsx';
import { TopologyPicture } from './topology-picture.tsx';

interface Figure {
  farm: Farm;
  plan: Plan | null;
  balancerName: FarmView['balancerName'];
  /** Null if no host has a state yet. */
  story: Story | null;
  activity: Activity | null;
  /** By host name. */
  states: Map<string, HostState>;
  /** What else belongs to it. */
  children?: ReactNode;
}

/** The hosts of a farm as a picture, and as a table with the same content. */
export function FarmFigure({ farm, plan, balancerName, story, activity, states, children }: Figure) {
  const wrong: Map<string, string[]> =
    story !== null && activity === 'standing' ? wronglyRecorded(story, farm) : new Map();
  const hostOf = (page: string) => plan?.stages.find((stage) => stage.page === page)?.steps[0]?.host;
  return (
    <div className={styles.farm}>
      <TopologyPicture farm={farm} states={states} wrong={wrong} probing={activity === 'proving'} />
      <HostTable
        farm={farm}
        balancerName={balancerName}
        states={states}
        wrong={wrong}
        hosts={{ balancer: hostOf('load-balancer'), database: hostOf('database') }}
      />
      {children}
    </div>
  );
}
