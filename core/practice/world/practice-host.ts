import { isDeepStrictEqual } from 'node:util';
import { FarmError } from '../../model/errors.ts';
import type { Inspection, NodeFacts } from '../../model/host-client.ts';
import type { Launch } from '../../processes/launch.ts';
import type { PracticeAuthority } from './authority.ts';
import { HostFiles } from './host-files.ts';
import { acceptConfiguration } from './programs.ts';
import type { WorldAction } from './requests.ts';
import { HostServices } from './services.ts';

const ASK_LIMIT_MS = 10_000;
type Of<K extends WorldAction['kind']> = Extract<WorldAction, { kind: K }>;

/** One host of a practice world: a folder for its files, and processes for its services. */
export class PracticeHost {
  readonly name: string;
  readonly files: HostFiles;
  readonly services: HostServices;
  readonly #authority: PracticeAuthority;
  /** Deeds on one host happen one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, folder: string, launch: Launch, authority: PracticeAuthority) {
    this.name = name;
    this.files = new HostFiles(folder);
    this.services = new HostServices(this.files, launch);
    this.#authority = authority;
  }

  async inspect(action: WorldAction): Promise<Inspection> {
    switch (action.kind) {
      case 'file':
        return await this.files.inspect(action.path, action.content, action.ownerOnly);
      case 'key':
        return await this.files.inspectKey(action.path, action.bytes);
      case 'certificate':
        return await this.#inspectCertificate(action);
      case 'setting':
        return await this.#inspectSetting(action);
      case 'accept':
        return await this.#inspectAcceptance(action);
      case 'service':
        return await this.services.inspect(action);
    }
  }

  /**
   * Brings a state about. Deeds on a host happen one after another, so what another request brought about meanwhile is
   * found in place and left alone.
   * @returns whether anything had to be done
   */
  async perform(action: WorldAction): Promise<boolean> {
    return await this.exclusively(async () => {
      if (action.kind === 'accept') {
        await acceptConfiguration(action.program, action.path, this.files);
        return false;
      }
      if (await this.#isInPlace(action)) return false;
      switch (action.kind) {
        case 'file':
          await this.files.write(action.path, action.content, action.ownerOnly);
          return true;
        case 'key':
          await this.files.makeKey(action.path, action.bytes);
          return true;
        case 'certificate':
          await this.issue(action);
          return true;
        case 'setting':
          await this.writeSetting(action.key, action.value);
          return true;
        case 'service':
          await this.services.start(action);
          return true;
      }
    });
  }

  /** Returns false where the state cannot be inspected: the action is performed then, and its error says what is wrong. */
  async #isInPlace(action: WorldAction): Promise<boolean> {
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

  async issue(action: Of<'certificate'>): Promise<void> {
    const identity = await this.#authority.issue(action.names);
    await this.files.write(action.keyPath, identity.key, true);
    await this.files.write(action.certificatePath, identity.certificate, false);
  }

  /** The setting in force on this node, null where it is not set. */
  async readSetting(key: string): Promise<unknown> {
    return (await this.services.ask('practice-node', { type: 'readSetting', key }, ASK_LIMIT_MS)).value ?? null;
  }

  async writeSetting(key: string, value: unknown): Promise<void> {
    await this.services.ask('practice-node', { type: 'writeSetting', key, value }, ASK_LIMIT_MS);
  }

  async readFacts(macKey: string): Promise<NodeFacts> {
    return (await this.services.ask('practice-node', { type: 'facts', macKey }, ASK_LIMIT_MS)).value as NodeFacts;
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

  async #inspectSetting(action: Of<'setting'>): Promise<Inspection> {
    const value = await this.readSetting(action.key);
    if (value === null) return { state: 'missing', detail: `${action.key} is not set` };
    return isDeepStrictEqual(value, action.value)
      ? { state: 'in place', detail: `${action.key} is as planned` }
      : { state: 'differs', detail: `${action.key} has another value` };
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

/** What a deed was done to, for the log. */
export function placeOf(action: WorldAction): string {
  switch (action.kind) {
    case 'file':
    case 'key':
    case 'accept':
      return action.path;
    case 'certificate':
      return action.certificatePath;
    case 'setting':
      return action.key;
    case 'service':
      return action.name;
  }
}
