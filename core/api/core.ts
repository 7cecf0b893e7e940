import { FarmError } from '../model/errors.ts';
import type { Secret } from '../model/secret.ts';
import { beginAnew } from '../session/create-farm.ts';
import { FarmSession } from '../session/farm-session.ts';
import type { Parts } from '../session/parts.ts';
import { type PracticeChoice, PracticeSession } from '../session/practice-session.ts';

/** Practice farms that stand at the same time. */
const MOST_SESSIONS = 4;
/** Farm files that are open at the same time. */
const MOST_FARMS = 16;

/** What the contract's handlers work on: the parts, and the practice farms that are open. */
export class Core {
  readonly parts: Parts;
  readonly #sessions = new Map<string, PracticeSession>();
  readonly #farms = new Map<string, FarmSession>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** A new practice farm, begun. @throws FarmError `practice.too-many`, `input.unknown` */
  startPractice(choice: PracticeChoice, secrets: Record<string, Secret> = {}): PracticeSession {
    if (this.practices().length >= MOST_SESSIONS)
      throw new FarmError({
        code: 'practice.too-many',
        message: `${MOST_SESSIONS} practice farms stand already.`,
        remedy: 'End one of them first.',
      });
    const session = new PracticeSession(this.parts, choice, secrets);
    this.#sessions.set(session.id, session);
    session.start();
    return session;
  }

  /** The practice farms that are not gone, oldest first. */
  practices(): PracticeSession[] {
    return [...this.#sessions.values()].filter(({ state }) => state !== 'gone' && state !== 'failed');
  }

  /** @throws FarmError `practice.unknown` */
  practice(id: string): PracticeSession {
    const session = this.#sessions.get(id);
    if (session !== undefined) return session;
    throw new FarmError({
      code: 'practice.unknown',
      field: 'practice',
      message: 'This practice farm is gone.',
      remedy: 'Start a new one from the start page.',
    });
  }

  /**
   * A farm file, opened. One that this Farmwright has open already is not opened twice: a page that was loaded again
   * finds what it left.
   * @param id what it was known by before, where it takes the place of another
   * @throws FarmError what opening throws; `farm.too-many`
   */
  async openFarm(path: string, how: { write: boolean }, id?: string): Promise<FarmSession> {
    const standing = [...this.#farms.values()].find((farm) => farm.path === path);
    if (standing !== undefined && (how.write ? !standing.readOnly : true)) return standing;
    if (this.#farms.size >= MOST_FARMS)
      throw new FarmError({
        code: 'farm.too-many',
        message: `${MOST_FARMS} farms are open already.`,
        remedy: 'Close one of them first.',
      });
    const file = await this.parts.openFarmFile(path, how);
    try {
      const session = new FarmSession(this.parts, file, id);
      this.#farms.set(session.id, session);
      await this.#remember(session);
      return session;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** @throws FarmError `farm.unknown` */
  farm(id: string): FarmSession {
    const session = this.#farms.get(id);
    if (session !== undefined) return session;
    throw new FarmError({
      code: 'farm.unknown',
      field: 'farm',
      message: 'This farm is not open.',
      remedy: 'Open its file again.',
    });
  }

  async closeFarm(id: string): Promise<void> {
    const session = this.farm(id);
    this.#farms.delete(id);
    try {
      await this.#remember(session);
    } finally {
      await session.close();
    }
  }

  /**
   * Begins a farm anew with the answers it has: hosts are taken down, its file is kept under another name.
   * @returns the other name
   * @throws FarmError `farm.busy`, `farm.read-only`, and what taking down and writing throw
   */
  async startOver(id: string): Promise<string> {
    const session = this.farm(id);
    const { path } = session;
    await session.takeDown();
    // Read after the hosts are gone: answers may have come in until then.
    const { farm } = session;
    await this.closeFarm(id);
    const copy = this.parts.keepUnderOtherName(path, new Date());
    await beginAnew(this.parts, path, farm).catch((error: unknown) => {
      throw new FarmError({
        code: 'farm.not-begun-anew',
        message: `The new farm could not be written: ${error instanceof Error ? error.message : String(error)}`,
        remedy: `Nothing is lost: the farm is kept as ${copy}. Open that file.`,
        at: copy,
      });
    });
    await this.openFarm(path, { write: true }, id);
    return copy;
  }

  async #remember({ path, farm, inputs, result, wizard }: FarmSession): Promise<void> {
    if (this.parts.recent === null) return;
    const verdict = result?.sentence ?? 'Not verified yet.';
    const standing = (await wizard.isProofOutdated()) ? `Out of date. It was: ${verdict}` : verdict;
    const at = new Date().toISOString();
    this.parts.recent.note({ path, name: farm.name, profileName: inputs.profile.name, standing, at });
  }

  /** Closes every farm file and takes every practice farm down. */
  async close(): Promise<void> {
    await Promise.all([...this.#farms.keys()].map((id) => this.closeFarm(id)));
    await Promise.all([...this.#sessions.values()].map((session) => session.tearDown()));
  }
}
