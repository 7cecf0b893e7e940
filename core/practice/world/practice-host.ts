import { type BoundAction, limitOf } from '../../model/action.ts';
import { FarmError } from '../../model/errors.ts';
import type { Inspection } from '../../model/host.ts';
import { isExpected, LISTENING_SOCKETS, practiceWords, type Reading, type Renderings } from '../../model/reading.ts';
import type { Launch } from '../../processes/launch.ts';
import type { PracticeAuthority } from './authority.ts';
import { insideHost } from './folder.ts';
import { HostFiles } from './host-files.ts';
import { listeningSockets } from './listening-sockets.ts';
import { acceptConfiguration } from './programs.ts';
import { HostServices } from './services.ts';
import { talk } from './talk.ts';

const SAY_LIMIT_MS = 10_000;
type Of<K extends BoundAction['kind']> = Extract<BoundAction, { kind: K }>;

/** One host of a practice world: a folder for its files, and processes for its services. */
export class PracticeHost {
  readonly name: string;
  readonly files: HostFiles;
  readonly services: HostServices;
  readonly #authority: PracticeAuthority;
  readonly #addresses: () => string[];
  /** Deeds on one host happen one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    name: string,
    { folder, addresses }: { folder: string; addresses: () => string[] },
    launch: Launch,
    authority: PracticeAuthority,
  ) {
    this.name = name;
    this.files = new HostFiles(folder);
    this.services = new HostServices(this.files, launch);
    this.#authority = authority;
    this.#addresses = addresses;
  }

  /** @throws FarmError `host.cannot-carry` for actions that a practice host cannot perform */
  async inspect(action: BoundAction): Promise<Inspection> {
    return await this.#wish(action).inspect();
  }

  /**
   * Performs an action if its state is not in place. Actions on a host run one after another, so a state that another
   * request has set meanwhile is found and left alone.
   * @returns whether anything had to be done
   */
  async perform(action: BoundAction): Promise<boolean> {
    return await this.exclusively(async () => {
      const { make } = this.#wish(action);
      // Checking a configuration is done each time, because it changes nothing that could be inspected.
      const isMoment = action.kind === 'accept';
      if (!isMoment && (await this.#isInPlace(action))) return false;
      await make();
      return !isMoment;
    });
  }

  /** The answer to a reading, null if there is nothing. @throws FarmError `host.cannot-carry`, and what it meets */
  async read(reading: Reading): Promise<string | null> {
    switch (reading.kind) {
      case 'file':
        return await this.files.read(reading.path);
      case 'talk':
        return await talk(insideHost(this.files.folder, reading.socket), reading.say);
      case 'told':
        return await this.#tell(reading.by);
      case 'sql':
        throw cannotCarry(this.name, 'SQL');
    }
  }

  /** Says words to a service of this host, with text beside them. */
  async say(service: string, words: string[], stdin: string | null = null, limitMs = SAY_LIMIT_MS): Promise<string> {
    return await this.services.say(service, words, stdin, limitMs);
  }

  /** How each kind of action is seen to be in place, and made so. */
  #wish(action: BoundAction): { inspect(): Promise<Inspection>; make(): Promise<void> } {
    const { files, services } = this;
    switch (action.kind) {
      case 'file':
        return {
          inspect: () => files.inspect(action.path, action.content, action.ownerOnly),
          make: () => files.write(action.path, action.content, action.ownerOnly),
        };
      case 'key':
        return {
          inspect: () => files.inspectKey(action.path, action.bytes),
          make: () => files.makeKey(action.path, action.bytes),
        };
      case 'certificate':
        return { inspect: () => this.#inspectCertificate(action), make: () => this.issue(action) };
      case 'accept':
        return {
          inspect: () => this.#inspectAcceptance(action),
          make: () => acceptConfiguration(action.program, action.path, files),
        };
      case 'service':
        return { inspect: () => services.inspect(action), make: () => services.start(action) };
      case 'deed':
        return {
          inspect: () => this.#inspectDeed(action),
          make: async () => void (await this.#tell(action.by, limitOf(action))),
        };
      case 'sql':
      case 'wait':
        throw cannotCarry(this.name, action.title);
    }
  }

  async #tell(by: Renderings<string>, limitMs?: number): Promise<string> {
    const { practice } = by;
    if (practice === undefined || 'ask' in practice)
      throw cannotCarry(this.name, 'an action without a rendering for practice hosts');
    if (practice.run === LISTENING_SOCKETS) return await listeningSockets(this.#addresses(), this.services.pids);
    const [service = '', ...words] = practiceWords(practice.run);
    return await this.say(service, words, practice.stdin ?? null, limitMs);
  }

  /** Returns false if the state cannot be inspected: the action is performed then, and its error says what is wrong. */
  async #isInPlace(action: BoundAction): Promise<boolean> {
    try {
      return (await this.inspect(action)).state === 'in place';
    } catch {
      return false;
    }
  }

  /** @throws FarmError `service.unknown` */
  async setService(name: string, state: 'stopped' | 'started'): Promise<void> {
    await this.exclusively(() => (state === 'stopped' ? this.services.stopOne(name) : this.services.startAgain(name)));
  }

  async exclusively<T>(deed: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(deed, deed);
    this.#last = mine.catch(() => {});
    return await mine;
  }

  /** Makes a certificate. @param how.days how long it is valid @param how.authority another one than that of the world */
  async issue(
    action: Pick<Of<'certificate'>, 'names' | 'certificatePath' | 'keyPath'>,
    {
      days,
      authority = this.#authority,
    }: { days?: number | undefined; authority?: PracticeAuthority | undefined } = {},
  ): Promise<void> {
    const identity = await authority.issue(action.names, days);
    await this.files.write(action.keyPath, identity.key, true);
    await this.files.write(action.certificatePath, identity.certificate, false);
  }

  async #inspectCertificate(action: Of<'certificate'>): Promise<Inspection> {
    const certificate = await this.files.read(action.certificatePath);
    const key = await this.files.read(action.keyPath);
    if (certificate === null || key === null)
      return {
        state: 'missing',
        detail: `there is no ${certificate === null ? action.certificatePath : action.keyPath}`,
      };
    const problem = this.#authority.problemWith({ certificate, key }, action.names);
    if (problem !== null) return { state: 'differs', detail: `${action.certificatePath}: ${problem}` };
    return await this.files.inspect(action.keyPath, key, true);
  }

  async #inspectDeed({ title, done }: Of<'deed'>): Promise<Inspection> {
    const answer = await this.read(done.reading);
    if (answer === null || answer === '') return { state: 'missing', detail: `${title}: missing` };
    return isExpected(done.expect, answer)
      ? { state: 'in place', detail: `${title}: the answer is as planned` }
      : { state: 'differs', detail: `${title}: the answer differs from the plan` };
  }

  async #inspectAcceptance(action: Of<'accept'>): Promise<Inspection> {
    try {
      await acceptConfiguration(action.program, action.path, this.files);
      return { state: 'in place', detail: `${action.program} accepts ${action.path}` };
    } catch (error) {
      if (!(error instanceof FarmError)) throw error;
      if (error.code === 'service.file-missing') return { state: 'missing', detail: `there is no ${action.path}` };
      if (error.code === 'balancer.configuration-refused') return { state: 'differs', detail: error.message };
      throw error;
    }
  }
}

/** What an action was done to, for the log: the first of these that it has. */
export function placeOf(action: BoundAction): string {
  const { path, certificatePath, name, title } = action as Record<string, unknown>;
  return String(path ?? certificatePath ?? name ?? title);
}

function cannotCarry(host: string, what: string): FarmError {
  return new FarmError({
    code: 'host.cannot-carry',
    at: host,
    message: `The practice host ${host} cannot carry out ${what}.`,
    remedy: 'Run SQL and waits from the computer of Farmwright. Give other actions a rendering for practice hosts.',
  });
}
