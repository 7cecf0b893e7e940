import type { ServiceConfig } from './config.ts';
import type { CheckResult } from './health-check.ts';
import { afterCheck, type HealthState, UNCHECKED } from './health-state.ts';
import { NodeTraffic } from './node-traffic.ts';
import { rendezvous } from './rendezvous.ts';
import { RoundRobin } from './round-robin.ts';

/**
 * The state a person sets for a node, independent of its health.
 *
 * - `ready`: it takes requests while it is healthy
 * - `drain`: nothing new goes to it, neither requests nor connections; what is under way ends by itself. Clients that
 *   persistence keeps on it move to other nodes as well: HAProxy's drain would let them stay, but a farm is proven by
 *   draining the nodes beside the one that is to be reached
 * - `halt`: as `drain`, and what is under way is ended at once
 */
export const ADMIN_STATES = ['ready', 'drain', 'halt'] as const;
export type AdminState = (typeof ADMIN_STATES)[number];

export interface NodeStatus {
  node: string;
  address: string;
  port: number;
  /** Result of its health checks. */
  state: HealthState['state'];
  admin: AdminState;
  /** ISO 8601: when `state` or `admin` last changed; before any change, when the proxy began. */
  since: string;
  /** Of the last check, for a person. */
  lastResult: string;
  /** ISO 8601, or null before the first check. */
  lastCheckedAt: string | null;
  /** The numbers of `NodeTraffic`, which says what they count. */
  active: number;
  requests: number;
  failures: number;
  bytesIn: number;
  bytesOut: number;
}

/** A node of a service as the proxy knows it. */
export interface PoolNode {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly traffic: NodeTraffic;
}

interface Member extends PoolNode {
  health: HealthState;
  admin: AdminState;
  since: string;
  lastResult: string;
  lastCheckedAt: string | null;
}

/** How many nodes one request or connection is tried at before it fails. */
export const MOST_NODES_TRIED = 2;

/** Checks one node once. */
export type Check = (node: PoolNode, signal: AbortSignal) => Promise<CheckResult>;

/** The nodes of one service: checks each from the start and at intervals, and chooses one for each client. */
export class NodePool {
  readonly #service: ServiceConfig;
  readonly #ask: Check;
  readonly #members: Member[];
  readonly #turn: RoundRobin<Member>;
  readonly #stopped = new AbortController();
  readonly #timers = new Map<Member, NodeJS.Timeout>();
  readonly #onChange: (status: NodeStatus) => void;

  /** @param onChange told whenever what the checks find of a node has changed */
  constructor(service: ServiceConfig, check: Check, onChange: (status: NodeStatus) => void) {
    this.#service = service;
    this.#ask = check;
    this.#onChange = onChange;
    const since = now();
    this.#members = service.nodes.map(({ name, address, port }) => {
      return {
        name,
        address,
        port,
        traffic: new NodeTraffic(),
        health: UNCHECKED,
        admin: 'ready',
        since,
        lastResult: 'not checked yet',
        lastCheckedAt: null,
      };
    });
    this.#turn = new RoundRobin(this.#members);
  }

  startChecks(): void {
    for (const member of this.#members) void this.#check(member);
  }

  stopChecks(): void {
    this.#stopped.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /**
   * A node that is healthy and ready and has not been tried, or undefined: the next one in order, or with source
   * persistence the node of the client.
   * @param client its address, as `peerText` gives it
   */
  take(client: string, tried: readonly PoolNode[]): PoolNode | undefined {
    const may = (member: Member) => member.health.state === 'up' && member.admin === 'ready' && !tried.includes(member);
    return this.#service.persistence === 'source'
      ? rendezvous(this.#members.filter(may), client)
      : this.#turn.take(may);
  }

  has(node: string): boolean {
    return this.#members.some(({ name }) => name === node);
  }

  /** Sets the state of a node of this service. */
  set(node: string, admin: AdminState): void {
    for (const member of this.#members.filter(({ name }) => name === node)) {
      if (member.admin !== admin) member.since = now();
      member.admin = admin;
      if (admin === 'halt') member.traffic.halt();
    }
  }

  status(): NodeStatus[] {
    return this.#members.map(statusOf);
  }

  async #check(member: Member): Promise<void> {
    const result = await this.#ask(member, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    this.#record(member, result);
    this.#timers.set(
      member,
      setTimeout(() => void this.#check(member), this.#service.health.intervalMs),
    );
  }

  #record(member: Member, { healthy, text }: CheckResult): void {
    const before = member.health.state;
    member.health = afterCheck(member.health, healthy, this.#service.health);
    member.lastResult = text;
    member.lastCheckedAt = now();
    if (member.health.state === before) return;
    member.since = member.lastCheckedAt;
    this.#onChange(statusOf(member));
  }
}

function statusOf({ name, address, port, traffic, health, admin, since, lastResult, lastCheckedAt }: Member) {
  const { active, requests, failures, bytesIn, bytesOut } = traffic;
  return {
    node: name,
    address,
    port,
    state: health.state,
    admin,
    since,
    lastResult,
    lastCheckedAt,
    active,
    requests,
    failures,
    bytesIn,
    bytesOut,
  };
}

function now(): string {
  return new Date().toISOString();
}
