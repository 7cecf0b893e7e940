import { vi } from 'vitest';
import type { Observations } from '../../core/checks/observations.ts';
import type { LookPorts, Verification, VerifyPorts } from '../../core/checks/ports.ts';
import type { AuditEntry } from '../../core/model/audit-source.ts';
import type { PoolMember } from '../../core/model/balancer.ts';
import { FarmError } from '../../core/model/errors.ts';
import type { NewEvent } from '../../core/model/event.ts';
import { addressOf, nodesOf } from '../../core/model/farm-parts.ts';
import type { Host } from '../../core/model/host.ts';
import { LISTENING_SOCKETS, type Reading } from '../../core/model/reading.ts';
import type { VantageAnswer, VantageRequest } from '../../core/model/vantage.ts';
import { sceneOf } from './simulated-scene.ts';

/** What a simulated farm does, where it differs from a good one. */
export interface Behaviour {
  persistence: 'none' | 'source';
  nodes: number;
  clients: number;
  consent: boolean;
  /** Whether requests may leave audit entries. */
  auditEntries: boolean;
  /** What the balancer really does with a client, whatever is planned. */
  reallyPins: boolean;
  /** How long the balancer needs to notice that a node has stopped, or runs again; null: it never does. */
  noticesStopAfterMs: number | null;
  noticesStartAfterMs: number | null;
  /** What a client gets when it is sent to a node that does not run: a status, or the code of the vantage's error. */
  lossIs: number | string;
  /** Called before each deed: may throw, or cancel. */
  before: (deed: string) => void;
  /** Called before each request through the balancer; throws what the client is to see, or takes its time. */
  onRequest: (request: VantageRequest, farm: SimulatedFarm) => void | Promise<void>;
  /** False: what was started does not come up. */
  startWorks: boolean;
  /** The address that a node records for a request, which is the nth of its connection. */
  records: (request: VantageRequest, nth: number) => string;
  /** What stands in Set-Cookie of an answer; `node` is null for an answer of the node itself, past the balancer. */
  setsCookies: (request: VantageRequest, node: string | null) => string[];
  /** The node that gets a request, if that is not the next in turn. */
  choose: (request: VantageRequest) => string | null;
  /** What listens on each host, as `ss -ltnH` shows it. */
  sockets: string;
}

/** A balancer and its nodes, in this process and in the time of the test's clock. */
export class SimulatedFarm implements LookPorts {
  readonly verification: Verification;
  readonly seen: Observations;
  readonly behaviour: Behaviour;
  /** Every deed, in order: `drain node-01`. */
  readonly deeds: string[] = [];
  readonly events: NewEvent[] = [];
  /** Every request through the balancer, with the node that got it and what became of it. */
  readonly requests: { service: string; from: string; path: string; node: string | null; loss: string | null }[] = [];
  readonly #drained = new Set<string>();
  readonly #stoppedAt = new Map<string, number>();
  readonly #startedAt = new Map<string, number>();
  readonly #turns = new Map<string, number>();
  readonly #audit = new Map<string, AuditEntry>();
  readonly consent: VerifyPorts['consent'];
  readonly vantage = {
    send: (request: VantageRequest, signal: AbortSignal) => this.#send(request, 1, signal),
    converse: async (requests: VantageRequest[], signal: AbortSignal) => {
      const answers: VantageAnswer[] = [];
      for (const [index, request] of requests.entries()) answers.push(await this.#send(request, index + 1, signal));
      return answers;
    },
  };

  constructor(behaviour: Partial<Behaviour> = {}) {
    this.behaviour = {
      persistence: 'source',
      nodes: 3,
      clients: 1,
      consent: true,
      auditEntries: true,
      reallyPins: (behaviour.persistence ?? 'source') === 'source',
      noticesStopAfterMs: 600,
      noticesStartAfterMs: 600,
      lossIs: 502,
      before: () => {},
      onRequest: () => {},
      startWorks: true,
      records: ({ from }) => from,
      setsCookies: () => [],
      choose: () => null,
      sockets: 'LISTEN 0 0 *:8000 *:*',
      ...behaviour,
    };
    const { verification, seen } = sceneOf(this.behaviour);
    this.verification = verification;
    this.seen = seen;
    this.consent = { auditEntries: this.behaviour.auditEntries, drill: this.behaviour.consent };
  }

  inspectPlan = async () => this.seen.steps;

  record = (event: NewEvent): void => void this.events.push(event);

  tell: LookPorts['tell'] = ({ host = null, sentence }) =>
    this.record({ host, sentence, body: { type: 'verify.progress', stage: 'A look', done: 0, of: 1 } });

  host = (name: string): Host => {
    const refuse = () => Promise.reject(new Error('not asked in this test'));
    return {
      name,
      kind: 'practice',
      takes: 'values',
      answers: 'at once',
      inspect: refuse,
      perform: refuse,
      read: async (reading) => this.#answer(reading),
      service: async (service, state) => {
        this.#deed(`${state} ${service} on ${name}`);
        if (state === 'stopped') this.#stoppedAt.set(name, performance.now());
        else if (this.behaviour.startWorks && this.#stoppedAt.delete(name))
          this.#startedAt.set(name, performance.now());
      },
    };
  };

  setNode(node: string, state: 'drain' | 'ready'): void {
    this.#deed(`${state} ${node}`);
    if (state === 'drain') this.#drained.add(node);
    else this.#drained.delete(node);
  }

  #answer(reading: Reading): string {
    if (reading.kind === 'told' && reading.by.practice !== undefined && 'run' in reading.by.practice)
      return reading.by.practice.run === LISTENING_SOCKETS ? this.behaviour.sockets : '';
    if (reading.kind !== 'file') throw new Error('not asked in this test');
    const [what = '', node = '', state] = reading.path.split(' ');
    if (what === 'status') return JSON.stringify(this.pool());
    if (what === 'audit') return this.#recordsOf(node);
    this.setNode(node, state === 'drain' ? 'drain' : 'ready');
    return '';
  }

  /** The records of all tokens that begin so. */
  #recordsOf(token: string): string {
    return JSON.stringify([...this.#audit].flatMap(([key, entry]) => (key.startsWith(token) ? [entry] : [])));
  }

  /** Nodes that are drained, and nodes that do not run. */
  get out(): string[] {
    return [...this.#drained, ...this.#stoppedAt.keys()];
  }

  pool(): PoolMember[] {
    return this.verification.farm.services.flatMap(({ name: service }) =>
      nodesOf(this.verification.farm).map(({ name: node }) => ({
        service,
        node,
        state: this.#stateOf(node),
        detail: '',
      })),
    );
  }

  #deed(deed: string): void {
    this.deeds.push(deed);
    this.behaviour.before(deed);
  }

  #stateOf(node: string): PoolMember['state'] {
    const { noticesStopAfterMs, noticesStartAfterMs } = this.behaviour;
    const since = (at: number | undefined, delay: number | null) =>
      at !== undefined && delay !== null && performance.now() >= at + delay;
    if (since(this.#stoppedAt.get(node), noticesStopAfterMs)) return 'down';
    const started = this.#startedAt.get(node);
    if (started !== undefined && noticesStopAfterMs !== null && !since(started, noticesStartAfterMs)) return 'down';
    return this.#drained.has(node) ? 'drain' : 'up';
  }

  async #send(request: VantageRequest, nth: number, signal: AbortSignal): Promise<VantageAnswer> {
    signal.throwIfAborted();
    const { farm } = this.verification;
    const direct = nodesOf(farm).find((node) => addressOf(node) === request.to.address);
    if (direct !== undefined) {
      if (this.#stoppedAt.has(direct.name)) throw loss('vantage.refused');
      this.#note(request, direct.name, nth);
      return answer(200, direct.name, request, this.behaviour.setsCookies(request, null));
    }
    const service = farm.services.find(({ port }) => port === request.to.port)?.name ?? '';
    const noted = { service, from: request.from, path: request.path, node: null, loss: null };
    this.requests.push(noted);
    try {
      await this.behaviour.onRequest(request, this);
      return this.#pass(
        request,
        Object.assign(noted, { node: this.behaviour.choose(request) ?? this.#choose(service, request.from) }),
        nth,
      );
    } catch (error) {
      if (error instanceof FarmError) Object.assign(noted, { loss: error.code });
      throw error;
    }
  }

  #pass(request: VantageRequest, noted: { node: string | null; loss: string | null }, nth: number): VantageAnswer {
    const { lossIs } = this.behaviour;
    const { node } = noted;
    if (node === null || this.#stoppedAt.has(node)) {
      if (typeof lossIs === 'string') throw loss(lossIs);
      noted.loss = `status ${lossIs}`;
      return answer(lossIs, null, request);
    }
    this.#note(request, node, nth);
    return answer(200, node, request, this.behaviour.setsCookies(request, node));
  }

  /** Writes the audit record of a request with a token. */
  #note(request: VantageRequest, node: string, nth: number): void {
    const url = new URL(request.path, 'https://farm.example.test');
    const token = url.searchParams.get('reference') ?? new URLSearchParams(request.body).get('reference');
    if (token === null) return;
    const { from } = request;
    const service = url.pathname.startsWith('/api') ? 'api' : 'web';
    const address = this.behaviour.records(request, nth);
    this.#audit.set(token, { node, service, peer: '', forwarded: [from], address, at: '', raw: token });
  }

  /** The next in turn; or of a client's nodes, which begin elsewhere for each, the first that is up. */
  #choose(service: string, from: string): string | null {
    const names = nodesOf(this.verification.farm).map(({ name }) => name);
    const turn = this.#turns.get(service) ?? 0;
    this.#turns.set(service, turn + 1);
    const begin = this.behaviour.reallyPins ? this.verification.farm.clientAddresses.indexOf(from) : turn;
    const up = names.filter((name) => this.#stateOf(name) === 'up');
    if (!this.behaviour.reallyPins) return up[begin % up.length] ?? null;
    return names.map((_, index) => names[(begin + index) % names.length] ?? '').find((n) => up.includes(n)) ?? null;
  }
}

/** From here on time passes only as `inTestTime` lets it, and a little with every look at the clock. */
export function startTestClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const { now } = performance;
  let looks = 0;
  // As with a real clock, what has passed between two looks is hardly ever a whole number of milliseconds.
  performance.now = () => now.call(performance) + ++looks / 1000;
}

/** Lets the clock of the test run on until this is done. */
export async function inTestTime<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => {});
  while (!over) await vi.advanceTimersToNextTimerAsync();
  return done;
}

function answer(status: number, node: string | null, { from }: VantageRequest, cookies: string[] = []): VantageAnswer {
  return {
    status,
    headers:
      node === null
        ? []
        : [['X-Served-By', node], ...cookies.map((cookie): [string, string] => ['Set-Cookie', cookie])],
    body: '',
    sentFrom: from,
    certificate: { fingerprint: '', names: '', validTo: '' },
    elapsedMs: 0,
  };
}

/** What the vantage throws where there is no answer. */
export function loss(code: string): FarmError {
  return new FarmError({ code, message: 'there was no answer', remedy: 'none' });
}
