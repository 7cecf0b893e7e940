import { FarmError } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import { MOST_PRACTICE_NODES } from '../model/limits.ts';
import { isSiteLost, type Reaching, type Site, type SiteHosts, siteLost } from '../model/site.ts';
import { isSameNode, type Layout } from '../practice/world/topology.ts';
import { layoutOf } from './practice-farm.ts';
import type { PracticeWorld, PracticeWorlds } from './practice-world.ts';

/** The practice hosts of one open farm: those that stand, or new ones at the addresses that the answers give. */
export class PracticeHosts implements SiteHosts {
  readonly #worlds: PracticeWorlds;
  readonly #folder: string | null;
  #world: PracticeWorld | null = null;

  /** @param folder where their world is; null in a file that has none */
  constructor(worlds: PracticeWorlds, folder: string | null) {
    this.#worlds = worlds;
    this.#folder = folder;
  }

  get held(): boolean {
    return this.#world !== null;
  }

  /**
   * @throws FarmError `practice.too-many-nodes`, `secrets.missing`, `site.lost`, `run.needs-new-hosts`, and what starting
   * practice hosts throws
   */
  async reach(how: Reaching, signal: AbortSignal): Promise<Site> {
    const { farm, secrets } = how;
    const many = tooManyNodes(farm);
    if (many !== null) throw many;
    // Asked before hosts are made, so that nothing is left half begun.
    how.requireSecrets();
    const world = await this.#attachOrStart(layoutOf(farm), how, signal);
    this.#world = world;
    secrets.learn(DATABASE_ADMINISTRATOR_PASSWORD, world.administratorPassword);
    return {
      disturbable: true,
      vantage: world.vantage,
      host: (name) => world.host(name, farm, secrets),
      plant: (faults, until) => world.plant(faults, until),
    };
  }

  release(): void {
    this.#world?.close();
    this.#world = null;
  }

  async whyLost(): Promise<string | null> {
    if (this.#folder === null) return null;
    try {
      (await this.#worlds.attach(this.#folder)).close();
      return null;
    } catch (error) {
      return isSiteLost(error) ? HOSTS_GONE : null;
    }
  }

  async takeDown(): Promise<void> {
    if (this.#folder === null) return;
    try {
      await (this.#world ?? (await this.#worlds.attach(this.#folder))).tearDown();
    } catch (error) {
      if (!isSiteLost(error)) throw error;
    } finally {
      this.release();
    }
  }

  async #attachOrStart(layout: Layout, how: Reaching, signal: AbortSignal): Promise<PracticeWorld> {
    const { mayMake, record } = how;
    if (this.#folder === null) throw siteLost(HOSTS_GONE, WHOLE_FARM);
    const folder = this.#folder;
    const anew = () => {
      signal.throwIfAborted();
      this.release();
      record({ sentence: makingOf(layout), body: { type: 'hosts.made' } });
      return this.#worlds.start(layout, folder, signal);
    };
    try {
      const world = this.#world ?? (await this.#worlds.attach(folder));
      if (mayMake === 'nothing') return world;
      if ((world.topology.waf === null) === (layout.waf === null)) {
        await bringNodes(world, layout, record, signal);
        return world;
      }
      if (mayMake === 'nodes') throw needsNewHosts(layout.waf !== null);
      await world.tearDown();
      return await anew();
    } catch (error) {
      if (!isSiteLost(error)) throw error;
      this.release();
      if (mayMake !== 'hosts') throw siteLost(HOSTS_GONE, WHOLE_FARM);
      return await anew();
    }
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

function sameNodes(some: Node[], others: Node[]): boolean {
  return some.length === others.length && some.every((node, index) => isSameNode(node, others[index]));
}

/** Names of the nodes that are not among the others, at the same place. */
function without(some: Node[], others: Node[]): string[] {
  return some.filter((node) => !others.some((other) => isSameNode(node, other))).map(({ name }) => name);
}

function makingOf({ nodes, waf }: Layout): string {
  const front = waf === null ? 'a balancer' : 'a balancer with a WAF before it';
  return `Making practice hosts: ${nodes.length} nodes, a database and ${front}, on loopback addresses.`;
}

function changeOf(gone: string[], fresh: string[]): string {
  const taken = gone.length === 0 ? [] : [`Taking practice hosts away: ${gone.join(', ')}.`];
  const made = fresh.length === 0 ? [] : [`Making practice hosts: ${fresh.join(', ')}.`];
  return [...taken, ...made].join(' ');
}

/** Why no practice hosts are made for so many nodes; null where they are. */
export function tooManyNodes(farm: Farm): FarmError | null {
  const nodes = nodesOf(farm);
  if (nodes.length <= MOST_PRACTICE_NODES) return null;
  return new FarmError({
    code: 'practice.too-many-nodes',
    field: 'nodes',
    message: `The farm has ${nodes.length} nodes, and practice hosts are made for ${MOST_PRACTICE_NODES} at most.`,
    remedy: `Leave nodes out until there are ${MOST_PRACTICE_NODES}, or hand the runbook over: the plan holds all of them.`,
  });
}

const HOSTS_GONE = 'The practice hosts are gone: they end a minute after the last Farmwright let go of them.';
const WHOLE_FARM =
  'Build and prove the whole farm: that makes its hosts anew, at the same addresses, and does everything again.';

function needsNewHosts(waf: boolean): FarmError {
  return new FarmError({
    code: 'run.needs-new-hosts',
    field: 'waf',
    message: `A WAF ${waf ? 'stands before the balancer now' : 'stands before the balancer no longer'}, and the practice hosts are made anew for that: a part of the plan cannot be carried out alone.`,
    remedy: WHOLE_FARM,
  });
}
