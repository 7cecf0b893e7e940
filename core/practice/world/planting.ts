import { FarmError } from '../../model/errors.ts';
import { PRACTICE_BALANCER } from '../../model/hosts.ts';
import type { Fault } from '../faults/fault.ts';
import { FAULTS } from '../faults/index.ts';
import { refuseFaults } from '../faults/refuse-faults.ts';
import { plantingTools } from './planting-tools.ts';
import type { PracticeHost } from './practice-host.ts';
import type { Topology } from './topology.ts';
import type { WorldLog } from './world-log.ts';

/** The planted faults, and the state of every node that the balancer will report in every service. */
export interface Planted {
  faults: string[];
  pool: { service: string; node: string; state: 'up' | 'down' }[];
}

type HostOf = (name: string) => PracticeHost;

/** Parts of the world that planting needs, besides its hosts. */
interface PlantingWorld {
  log: WorldLog;
  administratorPassword: string;
}

/**
 * Plants faults into a farm that is set up. The balancer notices them later, so the caller waits for `pool`.
 * @param standing faults planted before and not repaired since; they stay planted
 * @returns ids of all faults that are planted now, and what the balancer will say of every node
 * @throws FarmError `fault.unknown`, `fault.same-node`, `fault.needs-waf`, `fault.needs-edge`,
 * `fault.needs-haproxy`, `fault.unseeable`, `fault.nothing-to-change`, `fault.farm-not-standing`
 */
export async function plant(
  ids: string[],
  standing: string[],
  topology: Topology,
  hostOf: HostOf,
  world: PlantingWorld,
): Promise<Planted> {
  const wanted = new Set([...standing, ...ids].map((id) => faultOf(id).id));
  const faults = FAULTS.filter((fault) => wanted.has(fault.id));
  const nodes = topology.nodes.map((node) => node.name);
  const program = hostOf(PRACTICE_BALANCER).services.actions[0]?.program;
  refuseFaults(faults, { nodes, waf: topology.waf !== null, haproxy: program === 'haproxy' });
  // Faults of one node come first, so that the others see which nodes still run. Those in a shared place are planted
  // again with the newcomers, which may have to split that place with them.
  const ordered = [
    ...faults.filter((fault) => fault.hits && !standing.includes(fault.id)),
    ...faults.filter((fault) => !fault.hits),
  ];
  const dead = new Set<string>();
  for (const fault of ordered) {
    const alsoPlanted = faults.filter((other) => other !== fault).map((other) => other.id);
    const tools = plantingTools({ fault: fault.id, topology, hostOf, dead, ...world });
    await fault.plant(tools, { alsoPlanted });
  }
  const down = faults.flatMap(({ marksDown, hits }) => (marksDown ? (hits?.(nodes) ?? []) : []));
  return { faults: [...wanted], pool: poolOf(topology, hostOf, { services: dead, nodes: down }) };
}

/** What the balancer will say once it has noticed; nothing if it does not run. */
function poolOf(
  { balancer, nodes }: Topology,
  hostOf: HostOf,
  dead: { services: ReadonlySet<string>; nodes: string[] },
): Planted['pool'] {
  if (!hostOf(PRACTICE_BALANCER).services.running) return [];
  return balancer.services.flatMap(({ name: service }) =>
    nodes.map(({ name: node }) => ({
      service,
      node,
      state: hostOf(node).services.running && !dead.services.has(service) && !dead.nodes.includes(node) ? 'up' : 'down',
    })),
  );
}

function faultOf(id: string): Fault {
  const fault = FAULTS.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  throw new FarmError({
    code: 'fault.unknown',
    field: 'faults',
    message: `The fault «${id}» does not exist.`,
    remedy: `Choose among ${FAULTS.map((candidate) => candidate.id).join(', ')}.`,
  });
}
