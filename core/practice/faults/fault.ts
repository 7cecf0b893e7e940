import type { Verdict } from '../../model/check.ts';

/** What of the farm a fault's turns are about. */
export interface FaultyFarm {
  nodes: string[];
  services: string[];
}

/** A verdict that is not *pass* while the fault is planted. */
export interface Turn {
  check: string;
  subject: { node?: string; service?: string };
  verdict: Verdict;
}

/**
 * A mistake that is made in a standing practice farm on purpose. While it is planted, the set of verdicts other than
 * *pass* equals `turns`; running the plan again repairs it.
 */
export interface Fault {
  id: string;
  /** Farms it can be planted in, as a sentence part. */
  topology: string;
  /** What is changed, as a sentence. */
  changes: string;
  /** Id of the cause the checks should find. */
  cause: string;
  turns(farm: FaultyFarm): Turn[];
  /** The one node it hits, for faults of a node: no other may hit the same one. */
  hits?(nodes: string[]): string;
  plant(world: PlantingTools, context: PlantingContext): Promise<void>;
}

/** Ids of the faults planted with it; where two would change the same thing, they split the place. */
export interface PlantingContext {
  alsoPlanted: string[];
}

export type BrokenPolicy = 'remove' | 'if-none';

/** What a fault may do to a world. Hosts are named as in the topology. */
export interface PlantingTools {
  nodes: string[];
  services: string[];
  virtualAddress: string;
  isRunning(node: string): boolean;
  /** The setting all nodes share. */
  readSetting(key: string): Promise<Record<string, unknown>>;
  /** Changes the setting all nodes share. */
  changeSetting(key: string, change: (value: Record<string, unknown>) => Record<string, unknown>): Promise<void>;
  /** Changes a JSON file of a host. */
  changeFile(
    host: string,
    path: string,
    change: (value: Record<string, unknown>) => Record<string, unknown>,
  ): Promise<void>;
  /** Gives a node another key and certificate, from the same authority and for the same names. */
  replaceCertificate(node: string): Promise<void>;
  /** Starts the services of a host again, as they were. */
  restart(host: string): Promise<void>;
  stop(host: string): Promise<void>;
  /** Changes what the balancer does with the client's forwarded header, and starts the balancer again. */
  changeHeaderPolicy(services: string[], policy: BrokenPolicy): Promise<void>;
}

export function forEachNode({ nodes }: FaultyFarm, check: string, verdict: Verdict = 'fail'): Turn[] {
  return nodes.map((node) => ({ check, subject: { node }, verdict }));
}

export function forEachService({ services }: FaultyFarm, check: string, verdict: Verdict = 'fail'): Turn[] {
  return services.map((service) => ({ check, subject: { service }, verdict }));
}

/** One turn for each pair of node and service. */
export function forEachPath({ nodes, services }: FaultyFarm, check: string, verdict: Verdict = 'fail'): Turn[] {
  return nodes.flatMap((node) => services.map((service) => ({ check, subject: { node, service }, verdict })));
}

export function forTheFarm(check: string, verdict: Verdict = 'fail'): Turn {
  return { check, subject: {}, verdict };
}

/** The farm as one node sees it. */
export function onlyNode(farm: FaultyFarm, node: string): FaultyFarm {
  return { nodes: [node], services: farm.services };
}

export function firstOf(nodes: string[]): string {
  return at(nodes, 0);
}

export function secondOf(nodes: string[]): string {
  return at(nodes, 1);
}

export function lastOf(nodes: string[]): string {
  return at(nodes, nodes.length - 1);
}

function at(nodes: string[], index: number): string {
  const node = nodes[index];
  if (node === undefined) throw new Error('a farm has at least two nodes');
  return node;
}
