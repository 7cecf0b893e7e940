import { join } from 'node:path';
import { FarmError } from '../../model/errors.ts';
import type { Inspection } from '../../model/host-client.ts';
import type { Launch } from '../../processes/launch.ts';
import { Child } from './child.ts';
import { askHaproxy, setHaproxyNode } from './haproxy-socket.ts';
import type { HostFiles } from './host-files.ts';
import { HAPROXY_SOCKET, type ServiceAction, startFault, startOf } from './programs.ts';

const START_LIMIT_MS = 20_000;
const STATUS_LIMIT_MS = 5_000;

interface Service {
  action: ServiceAction;
  child: Child | null;
  /** Fingerprints of the files it read, from when it was started. */
  read: (string | null)[];
}

/** The services of one practice host: processes of the world. */
export class HostServices {
  readonly #services = new Map<string, Service>();
  readonly #files: HostFiles;
  readonly #launch: Launch;

  constructor(files: HostFiles, launch: Launch) {
    this.#files = files;
    this.#launch = launch;
  }

  async inspect(action: ServiceAction): Promise<Inspection> {
    const service = this.#services.get(action.name);
    if (service?.child?.running !== true) return { state: 'missing', detail: `${action.name} does not run` };
    const differs = (detail: string): Inspection => ({ state: 'differs', detail: `${action.name} ${detail}` });
    const { account, program, password } = service.action;
    if (program !== action.program) return differs(`runs ${program}`);
    if (account !== action.account) return differs(`runs as ${account}, ${action.account} is planned`);
    if (action.password !== null && password !== action.password) return differs('was started with another password');
    const now = await this.#fingerprints(action);
    const changed = action.reads.filter((_, index) => now[index] !== service.read[index]);
    if (changed.length > 0) return differs(`was started before ${changed.join(', ')} changed`);
    return { state: 'in place', detail: `${action.name} runs as ${account}` };
  }

  /**
   * Starts the service, or ends it and starts it again, and waits until it has started.
   * @throws FarmError `service.did-not-start`, `balancer.cannot-bind`, `balancer.program-missing` or what it reports
   */
  async start(action: ServiceAction): Promise<void> {
    const before = this.#services.get(action.name);
    await before?.child?.stop();
    const service: Service = { action, child: null, read: await this.#fingerprints(action) };
    this.#services.set(action.name, service);
    const { entry, message } = await startOf(action, this.#files);
    try {
      const start = { launch: this.#launch, cwd: this.#files.folder, limitMs: START_LIMIT_MS };
      const started = await Child.start({ ...start, entry, message });
      service.child = started.child;
    } catch (error) {
      throw startFault(error);
    }
  }

  /** Starts every service of this host again, as it was started. */
  async restart(): Promise<void> {
    for (const service of this.#all) await this.start(service.action);
  }

  /** Stops one service. @throws FarmError `service.unknown` */
  async stopOne(name: string): Promise<void> {
    await this.#service(name).child?.stop();
  }

  /** Starts one service again, as it was started last; one that runs is left alone. @throws FarmError `service.unknown` */
  async startAgain(name: string): Promise<void> {
    const { action, child } = this.#service(name);
    if (child?.running !== true) await this.start(action);
  }

  /**
   * Takes a node out of a balancer's turn, or puts it back.
   * @throws FarmError `service.not-running`, `service.cannot-drain` or what the balancer answers
   */
  async setNode(name: string, node: string, state: 'drain' | 'ready'): Promise<void> {
    const service = this.#service(name);
    if (service.child?.running !== true) throw notRunning(name);
    const { program } = service.action;
    if (program === 'haproxy') return await setHaproxyNode(join(this.#files.folder, HAPROXY_SOCKET), node, state);
    if (program !== 'bundled-proxy') throw noStatus(name);
    await service.child.ask({ type: 'set-node', service: null, node, state }, STATUS_LIMIT_MS);
  }

  #service(name: string): Service {
    const service = this.#services.get(name);
    if (service === undefined) throw unknownService(name);
    return service;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((service) => service.child?.stop()));
  }

  get #all(): Service[] {
    return [...this.#services.values()];
  }

  /** Whether it has services and all of them run. */
  get running(): boolean {
    return this.#all.length > 0 && this.#all.every((service) => service.child?.running === true);
  }

  /** What its services were started with. */
  get actions(): ServiceAction[] {
    return this.#all.map((service) => service.action);
  }

  /**
   * Asks a service of this host.
   * @throws FarmError `service.not-running`, `service.no-answer` or what it answers
   */
  async ask(program: string, message: Record<string, unknown>, limitMs: number): Promise<Record<string, unknown>> {
    const service = this.#all.find((candidate) => candidate.action.program === program);
    if (service?.child == null) throw notRunning(program);
    return await service.child.ask(message, limitMs);
  }

  /** The status text of a balancer, in the program's own form. */
  async status(name: string): Promise<string> {
    const service = this.#services.get(name);
    if (service?.child?.running !== true) throw notRunning(name);
    const { program } = service.action;
    if (program === 'haproxy') return await askHaproxy(join(this.#files.folder, HAPROXY_SOCKET), 'show stat');
    if (program !== 'bundled-proxy') throw noStatus(name);
    return JSON.stringify((await service.child.ask({ type: 'status' }, STATUS_LIMIT_MS)).status);
  }

  async #fingerprints(action: ServiceAction): Promise<(string | null)[]> {
    return await Promise.all(action.reads.map((path) => this.#files.fingerprint(path)));
  }
}

function unknownService(name: string): FarmError {
  return new FarmError({
    code: 'service.unknown',
    field: 'service',
    message: `This host has no service «${name}».`,
    remedy: 'Carry out the step that starts it.',
  });
}

function notRunning(name: string): FarmError {
  return new FarmError({
    code: 'service.not-running',
    field: 'service',
    message: `The service «${name}» does not run on this host.`,
    remedy: 'Carry out the step that starts it.',
  });
}

function noStatus(name: string): FarmError {
  return new FarmError({
    code: 'service.no-status',
    field: 'service',
    message: `The service «${name}» has no status to read.`,
    remedy: 'Ask the balancer.',
  });
}
