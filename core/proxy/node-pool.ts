import type { Agent } from 'node:https';
import type { ServiceConfig } from './config.ts';
import { type CheckResult, checkHealth } from './health-check.ts';
import { afterCheck, type HealthState, UNCHECKED } from './health-state.ts';
import { RoundRobin } from './round-robin.ts';

export interface NodeStatus {
  node: string;
  address: string;
  port: number;
  state: HealthState['state'];
  /** Of the last check, for a person. */
  lastResult: string;
  /** ISO 8601, or null before the first check. */
  lastCheckedAt: string | null;
  /** Requests whose head was sent to this node. */
  requests: number;
}

/** A node of a service as the proxy knows it. */
export interface PoolNode {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  requests: number;
}

interface Member extends PoolNode {
  health: HealthState;
  lastResult: string;
  lastCheckedAt: string | null;
}

/** The nodes of one service: checks each from the start and at intervals, and gives the healthy ones in turn. */
export class NodePool {
  readonly #service: ServiceConfig;
  readonly #agent: Agent;
  readonly #members: Member[];
  readonly #turn: RoundRobin<Member>;
  readonly #stopped = new AbortController();
  readonly #timers = new Map<Member, NodeJS.Timeout>();
  readonly #onChange: (status: NodeStatus) => void;

  /**
   * @param agent for the checks' connections
   * @param onChange told whenever a node's state has changed
   */
  constructor(service: ServiceConfig, agent: Agent, onChange: (status: NodeStatus) => void) {
    this.#service = service;
    this.#agent = agent;
    this.#onChange = onChange;
    this.#members = service.nodes.map(({ name, address, port }) => {
      return {
        name,
        address,
        port,
        requests: 0,
        health: UNCHECKED,
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

  /** The next healthy node in turn that has not been tried, or undefined. */
  take(tried: readonly PoolNode[]): PoolNode | undefined {
    return this.#turn.take((member) => member.health.state === 'up' && !tried.includes(member));
  }

  status(): NodeStatus[] {
    return this.#members.map(statusOf);
  }

  async #check(member: Member): Promise<void> {
    const result = await checkHealth(this.#service, member, this.#agent, this.#stopped.signal);
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
    member.lastCheckedAt = new Date().toISOString();
    if (member.health.state !== before) this.#onChange(statusOf(member));
  }
}

function statusOf({ name, address, port, health, lastResult, lastCheckedAt, requests }: Member): NodeStatus {
  return { node: name, address, port, state: health.state, lastResult, lastCheckedAt, requests };
}
