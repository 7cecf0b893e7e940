import { FarmError } from '../../model/errors.ts';
import { type Inspection, STARTED_BEFORE } from '../../model/host.ts';
import type { Launch } from '../../processes/launch.ts';
import { Child } from './child.ts';
import type { HostFiles } from './host-files.ts';
import { type ServiceAction, startFault, startOf } from './programs.ts';

const START_LIMIT_MS = 20_000;

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
    if (changed.length > 0) return differs(`${STARTED_BEFORE} ${changed.join(', ')} changed`);
    return { state: 'in place', detail: `${action.name} runs as ${account}` };
  }

  /**
   * Starts or restarts the service, and waits until it has started.
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

  /** Restarts every service of this host with its last start options. */
  async restart(): Promise<void> {
    for (const service of this.#all) await this.start(service.action);
  }

  /** Stops one service. @throws FarmError `service.unknown` */
  async stopOne(name: string): Promise<void> {
    await this.#service(name).child?.stop();
  }

  /** Starts one service with its last start options, if it does not run. @throws FarmError `service.unknown` */
  async startAgain(name: string): Promise<void> {
    const { action, child } = this.#service(name);
    if (child?.running !== true) await this.start(action);
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

  /** Process ids of its services that run. */
  get pids(): number[] {
    return this.#all.flatMap(({ child }) => (child?.running === true ? child.pids : []));
  }

  /** The start options of its services. */
  get actions(): ServiceAction[] {
    return this.#all.map((service) => service.action);
  }

  /**
   * What a service of this host answers to these words.
   * @throws FarmError `service.not-running`, `service.no-answer` or what it answers
   */
  async say(name: string, words: string[], stdin: string | null, limitMs: number): Promise<string> {
    const child = this.#services.get(name)?.child;
    if (child == null) throw notRunning(name);
    return String((await child.ask({ type: 'say', words, stdin }, limitMs)).text ?? '');
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
