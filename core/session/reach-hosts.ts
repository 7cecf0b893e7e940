import { FarmError } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { nodesOf, onlyPracticeHosts } from '../model/farm-parts.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import { MOST_PRACTICE_NODES } from '../model/limits.ts';
import type { Plan } from '../model/plan.ts';
import type { Layout } from '../practice/world/topology.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { layoutOf } from './practice-farm.ts';
import { refuseSsh } from './refuse-ssh.ts';
import { requireSecrets } from './secret-names.ts';

/** How hosts are reached. */
export interface Reaching {
  /** What is made where the answers ask for it: all hosts anew, only nodes among hosts that stand, or nothing. */
  mayMake: 'hosts' | 'nodes' | 'nothing';
  /** Told before hosts are made or taken away: those before, and all that was done to them, are gone. */
  record: RecordEvent;
  plan: Plan;
  secrets: SecretStore;
  /** Hosts that are held already. */
  standing: PracticeWorld | null;
}

/**
 * The hosts of a farm file: practice hosts that stand, or, where that is allowed, new ones at the same addresses.
 * @throws FarmError `hosts.by-hand` for hosts that are not practice hosts, `hosts.not-yet` for hosts over SSH, `practice.too-many-nodes`, `secrets.missing`,
 * `practice.world-lost`, `run.needs-new-hosts`, and what starting practice hosts throws
 */
export async function reachHosts(
  { farm, practiceFolder }: { farm: Farm; practiceFolder: string | null },
  parts: Parts,
  how: Reaching,
  signal: AbortSignal,
): Promise<PracticeWorld> {
  refuseSsh(farm);
  if (!onlyPracticeHosts(farm) || practiceFolder === null) throw byHand();
  const many = tooManyNodes(farm);
  if (many !== null) throw many;
  // Asked before hosts are made, so that nothing is left half begun.
  requireSecrets(how.plan, how.secrets, [DATABASE_ADMINISTRATOR_PASSWORD]);
  const world = await attachOrStart(layoutOf(farm), practiceFolder, parts, how, signal);
  how.secrets.set(DATABASE_ADMINISTRATOR_PASSWORD, world.administratorPassword);
  return world;
}

async function attachOrStart(
  layout: Layout,
  folder: string,
  parts: Parts,
  { mayMake, record, standing }: Reaching,
  signal: AbortSignal,
): Promise<PracticeWorld> {
  const anew = () => {
    record({ sentence: 'Making practice hosts anew.', body: { type: 'hosts.made' } });
    return parts.startWorld(layout, folder, signal);
  };
  try {
    const world = standing ?? (await parts.attachWorld(folder));
    if (mayMake === 'nothing') return world;
    if ((world.topology.waf === null) === (layout.waf === null)) {
      await bringNodes(world, layout, record, signal);
      return world;
    }
    if (mayMake === 'nodes') throw needsNewHosts(layout.waf !== null);
    await world.tearDown();
    return await anew();
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') throw error;
    if (mayMake !== 'hosts') throw hostsGone();
    return await anew();
  }
}

/** Gives standing hosts the nodes that the answers ask for now. */
async function bringNodes(
  world: PracticeWorld,
  layout: Layout,
  record: RecordEvent,
  signal: AbortSignal,
): Promise<void> {
  const { topology } = world;
  if (sameNodes(topology.nodes, layout.nodes)) return;
  const gone = without(topology.nodes, layout.nodes);
  const fresh = without(layout.nodes, topology.nodes);
  const hosts = [...new Set([...gone, ...fresh])];
  if (hosts.length > 0) record({ sentence: changeOf(gone, fresh), body: { type: 'hosts.made', hosts } });
  await world.setNodes(layout.nodes, signal);
}

type Node = Layout['nodes'][number];

function isSame(one: Node | undefined, other: Node | undefined): boolean {
  return one?.name === other?.name && one?.address === other?.address && one?.port === other?.port;
}

function sameNodes(some: Node[], others: Node[]): boolean {
  return some.length === others.length && some.every((node, index) => isSame(node, others[index]));
}

/** Names of the nodes that are not among the others, at the same place. */
function without(some: Node[], others: Node[]): string[] {
  return some.filter((node) => !others.some((other) => isSame(node, other))).map(({ name }) => name);
}

function changeOf(gone: string[], fresh: string[]): string {
  const taken = gone.length === 0 ? [] : [`Taking practice hosts away: ${gone.join(', ')}.`];
  const made = fresh.length === 0 ? [] : [`Making practice hosts: ${fresh.join(', ')}.`];
  return [...taken, ...made].join(' ');
}

/** Takes the practice hosts of a farm file down. Hosts that are gone, and hosts of one's own, are left as they are. */
export async function takeDownHosts(record: { practiceFolder: string | null }, parts: Parts): Promise<void> {
  if (record.practiceFolder === null) return;
  try {
    await (await parts.attachWorld(record.practiceFolder)).tearDown();
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') throw error;
  }
}

/** Why no practice hosts are made for so many nodes; null where they are, or the hosts are others. */
export function tooManyNodes(farm: Farm): FarmError | null {
  const nodes = nodesOf(farm).filter(({ reach }) => reach.by === 'practice');
  if (nodes.length <= MOST_PRACTICE_NODES) return null;
  return new FarmError({
    code: 'practice.too-many-nodes',
    field: 'nodes',
    message: `The farm has ${nodes.length} nodes, and practice hosts are made for ${MOST_PRACTICE_NODES} at most.`,
    remedy: `Leave nodes out until there are ${MOST_PRACTICE_NODES}, or hand the runbook over: the plan holds all of them.`,
  });
}

function byHand(): FarmError {
  return new FarmError({
    code: 'hosts.by-hand',
    field: 'hosts',
    message: 'Waiting for the operator: this farm’s hosts are set up by hand.',
    remedy: 'Follow the runbook: farmwright runbook FILE --format html --out PATH',
  });
}

/** Told of hosts that are not there, and of all that was done to them. */
export const HOSTS_GONE = 'The practice hosts are gone: they end a minute after the last Farmwright let go of them.';
const WHOLE_FARM =
  'Build and prove the whole farm: that makes its hosts anew, at the same addresses, and does everything again.';

function hostsGone(): FarmError {
  return new FarmError({ code: 'practice.world-lost', message: HOSTS_GONE, remedy: WHOLE_FARM });
}

function needsNewHosts(waf: boolean): FarmError {
  return new FarmError({
    code: 'run.needs-new-hosts',
    field: 'waf',
    message: `A WAF ${waf ? 'stands before the balancer now' : 'stands before the balancer no longer'}, and the practice hosts are made anew for that: a part of the plan cannot be carried out alone.`,
    remedy: WHOLE_FARM,
  });
}
