import type { Verdict } from '../../model/check.ts';
import type { ApplicationFile } from '../application/configuration.ts';

/** The parts of the farm that the changed verdicts are about. */
export interface FaultyFarm {
  nodes: string[];
  services: string[];
}

/** A kind of farm that some faults are for. */
export type FarmKind = 'behind a WAF' | 'at the edge' | 'behind HAProxy';

/**
 * What has to be right for a fault to be seen, or what a fault makes wrong: the recorded address of plain requests, the
 * records themselves, the answer to forged headers that come straight to a node, sign-in, a certificate, the lines of the
 * balancer's configuration that handle the header, its other lines, and the shared ranges of trusted addresses.
 */
export type Ground =
  | 'address'
  | 'records'
  | 'distrust'
  | 'sign-in'
  | 'certificate'
  | 'header lines'
  | 'balancer file'
  | 'trusted ranges';

/** A verdict that is not *pass* while the fault is planted. */
export interface Turn {
  check: string;
  subject: { node?: string; service?: string };
  verdict: Verdict;
}

/**
 * A deliberate mistake in a practice farm. While it is planted, the set of verdicts other than
 * *pass* equals `turns`; running the plan again repairs it.
 */
export interface Fault {
  id: string;
  /** Farms it can be planted in, as a sentence part. */
  topology: string;
  /** The kinds of farm it can be planted in, of which a farm must be all. Without it, any farm. */
  only?: readonly FarmKind[];
  /** What is changed, as a sentence. */
  changes: string;
  /** Id of the cause the checks should find. */
  cause: string;
  turns(farm: FaultyFarm): Turn[];
  /** The one node it hits, for faults of a node. */
  hits?(nodes: string[]): string;
  /** It is in no file and no setting that the plan makes, so every host is as planned. Left out if the plan shows it. */
  unplanned?: true;
  /** It keeps other faults of the same node from being seen. */
  silences?: boolean;
  /** The balancer marks its node down, though it runs. */
  marksDown?: true;
  /** What has to be right for it to be seen; of its node alone, if it hits one. */
  needs?: readonly Ground[];
  /** It shows in settings that are read back, and else in the comparison with the plan alone. */
  onlyInSettings?: true;
  /** What it makes wrong, so that faults which need that are not seen. */
  spoils?: readonly Ground[];
  plant(world: PlantingTools, context: PlantingContext): Promise<void>;
}

/** Ids of the faults planted with it; where two would change the same thing, they split the place. */
export interface PlantingContext {
  alsoPlanted: string[];
}

/** Mistakes in a balancer’s service. The last one is for HAProxy. */
export type BrokenService =
  | { policy: 'remove' | 'if-none' | 'append' }
  | { layer: 4 }
  | { healthPath: string }
  /** A further place where the service is found, and the header is passed on as it comes. */
  | { entrance: number }
  /** A header that is taken out of each answer. */
  | { answersLose: string };

/** The changes that a fault can make in a world. Hosts are named as in the topology. */
export interface PlantingTools {
  nodes: string[];
  services: string[];
  virtualAddress: string;
  clients: string[];
  isRunning(node: string): boolean;
  /** Changes the setting by which the application finds the client's address, as all nodes have it. */
  changeTrust(change: (trust: Record<string, unknown>) => Record<string, unknown>): Promise<void>;
  /** Gives one node that setting with these changes as its own; it is in force when the node is started again. */
  giveOwnTrust(node: string, change: Record<string, unknown>): Promise<void>;
  /**
   * Changes what the application of a node is told; it is in force when the node is started again.
   * @param change null where the application has nothing of the kind
   */
  changeApplication(node: string, change: (file: ApplicationFile) => ApplicationFile | null): Promise<void>;
  /**
   * Gives a node another key and certificate for the same names, from the same authority unless another one is asked for,
   * valid for as many days.
   */
  replaceCertificate(node: string, how?: { days?: number; untrusted?: true }): Promise<void>;
  /** Gives a node the key and certificate of another one. */
  copyCertificate(from: string, to: string): Promise<void>;
  /** Gives a node another random key in the first file that must be the same on all nodes. */
  replaceSharedSecret(node: string): Promise<void>;
  /**
   * Makes another database on the farm's server, with the tables of the node's own and open to the node's account.
   * @returns the connection string for it
   */
  copyDatabase(node: string, name: string): Promise<string>;
  /** Starts the services of a host again, as they were. */
  restart(host: string): Promise<void>;
  stop(host: string): Promise<void>;
  /** Changes services of the balancer, and starts the balancer again. @param then whether its file is put back after that */
  breakBalancer(services: string[], broken: BrokenService, then?: 'file put back'): Promise<void>;
  /** Asks the system for a free port at the virtual address. */
  freePort(): Promise<number>;
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

/** The farm from the view of one node. */
export function onlyNode(farm: FaultyFarm, node: string): FaultyFarm {
  return { nodes: [node], services: farm.services };
}

/**
 * The services a fault of the balancer takes when another of them is planted too: one takes the first service, the
 * other the rest, so that both can be seen.
 */
export function shareOf(
  services: string[],
  alsoPlanted: string[],
  others: string[],
  share: 'first' | 'rest',
): string[] {
  if (!others.some((id) => alsoPlanted.includes(id))) return services;
  return share === 'first' ? services.slice(0, 1) : services.slice(1);
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
