import { useMemo } from 'react';
import type { Farm } from '../../../core/model/farm.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { FarmFigure } from '../../farm/farm-figure.tsx';
import { Address } from '../../parts/address.tsx';
import { Section } from '../../parts/section.tsx';
import { Table } from '../../parts/table.tsx';
import { activityOf } from '../../story/activity.ts';
import { type HostState, hostStates } from '../../story/host-states.ts';
import type { Story } from '../../story/story.ts';
import styles from './topology-table.module.css';
import { pageWords } from './words.ts';

interface Topology {
  farm: Farm;
  plan: Plan;
  /** The balancer's product, as its plug-in names it. */
  balancerName: string;
  /** Null, or without a run, where no host has a state yet. */
  story?: Story | null;
}

/** Hosts, addresses and roles as a table, and a drawing of the same. */
export function TopologyTable({ farm, plan, balancerName, story = null }: Topology) {
  const told = story !== null && (story.run !== null || story.proven.length > 0) ? story : null;
  const activity = told === null ? null : activityOf(told);
  // Every host is held against every check.
  const states: Map<string, HostState> = useMemo(
    () => (told === null || activity === null ? new Map() : hostStates(told, { farm, plan }, activity)),
    [told, farm, plan, activity],
  );
  return (
    <Section heading={pageWords.topology.heading} aside={pageWords.topology.explain}>
      <FarmFigure {...{ farm, plan, balancerName, story: told, activity, states }}>
        <DevicesBefore farm={farm} />
      </FarmFigure>
    </Section>
  );
}

/** Devices between the clients and the balancer, such as a WAF. */
function DevicesBefore({ farm }: { farm: Farm }) {
  const devices = farm.hops.slice(0, -1);
  if (devices.length === 0) return null;
  const { hops, hopsCaption, device, presentsAs, policy, policies } = pageWords.topology;
  return (
    <div>
      <h3 className={styles.heading}>{hops}</h3>
      <Table caption={hopsCaption} columns={[device, presentsAs, policy]}>
        {devices.map((hop) => (
          <tr key={hop.name}>
            <th scope="row">{hop.name}</th>
            <td data-label={presentsAs}>
              {hop.presentsAs.map((address) => (
                <div key={address}>
                  <Address>{address}</Address>
                </div>
              ))}
            </td>
            <td data-label={policy}>{policies[hop.headerPolicy]}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
