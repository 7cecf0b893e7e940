import { errorData, FarmError } from '../model/errors.ts';
import { beginAnew } from '../session/create-farm.ts';
import { FarmSession } from '../session/farm-session.ts';
import type { Parts } from '../session/parts.ts';
import { PracticeFarms } from '../session/practice-farms.ts';
import type { RecentFarm } from './farm-contract.ts';
import { Turns } from './turns.ts';

/** Farm files that are open at the same time. */
const MOST_FARMS = 16;

/** The parts and the open farms, for the handlers of the contract. */
export class Core {
  readonly parts: Parts;
  /** Practice farms; their files are temporary. */
  readonly practices: PracticeFarms;
  readonly #farms = new Map<string, FarmSession>();
  /** Keeps opening, closing and starting over of one file in sequence. */
  readonly #turns = new Turns();

  constructor(parts: Parts) {
    this.parts = parts;
    this.practices = new PracticeFarms(parts);
  }

  /**
   * Opens a farm file. A file that is already open is not opened twice, even if its path is written differently, so a
   * page that was reloaded finds its farm again.
   * @throws FarmError what opening throws; `farm.too-many`
   */
  async openFarm(path: string, how: { write: boolean }): Promise<FarmSession> {
    const place = this.parts.placeOfFarm(path);
    return await this.#turns.take(place, async () => this.#standing(place, how) ?? (await this.#open(place, how)));
  }

  #standing(place: string, how: { write: boolean }): FarmSession | undefined {
    return [...this.#farms.values()].find((farm) => farm.path === place && !(how.write && farm.readOnly));
  }

  /** @param id its earlier id, if it replaces another farm */
  async #open(place: string, how: { write: boolean }, id?: string): Promise<FarmSession> {
    if (this.#farms.size >= MOST_FARMS)
      throw new FarmError({
        code: 'farm.too-many',
        message: `${MOST_FARMS} farms are already open.`,
        remedy: 'Close one of them first.',
      });
    const file = await this.parts.openFarmFile(place, how);
    try {
      const session = new FarmSession(this.parts, file, id);
      await session.lookForHosts();
      this.#rememberOpen(session);
      this.#farms.set(session.id, session);
      return session;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** @throws FarmError `farm.unknown` */
  farm(id: string): FarmSession {
    const session = this.#farms.get(id) ?? this.practices.get(id);
    if (session !== undefined) return session;
    throw new FarmError({
      code: 'farm.unknown',
      field: 'farm',
      message: 'This farm is not open.',
      remedy: 'Open its file again.',
    });
  }

  /** The farms in which something runs now, practice farms included. */
  underWay(): { id: string; name: string }[] {
    const open = [...this.#farms.values(), ...this.practices.standing()];
    return open.filter(({ state }) => state !== 'waiting').map(({ id, farm }) => ({ id, name: farm.name }));
  }

  /**
   * Closes a farm. A practice farm ends, because its file is temporary.
   * @throws FarmError `farm.unknown`, and what closing throws; it is closed nevertheless
   */
  async closeFarm(id: string): Promise<void> {
    const session = this.farm(id);
    if (!this.#farms.has(id)) return void (await this.practices.end(id));
    this.#farms.delete(id);
    await this.#turns.take(session.path, () => this.#close(session));
  }

  async #close(session: FarmSession): Promise<void> {
    session.cancel();
    await session.settled();
    await session.wizard.settled();
    const standing = await standingOf(session).catch(() => null);
    // Noted after the file is closed, so that the note is about the closed file. If closing fails, the status stays
    // unknown.
    await session.close();
    if (session.readOnly) this.#rememberOpen(session);
    else this.parts.recent?.note({ ...notedOf(session), standing, until: restsUntil(session) });
  }

  /**
   * Starts a farm over with its answers, usable or not. Its hosts are removed and its file is kept under another name.
   * @returns the other name
   * @throws FarmError `farm.busy`, `farm.read-only`, and what taking down and writing throw
   */
  async startOver(id: string): Promise<string> {
    const session = this.farm(id);
    return await this.#turns.take(session.path, () => this.#startOver(session));
  }

  async #startOver(session: FarmSession): Promise<string> {
    const { id, path } = session;
    await session.takeDown();
    // Read after the hosts are gone: answers may have come in until then.
    const answers = { farm: session.farm, pending: session.wizard.pending };
    this.#farms.delete(id);
    await this.#close(session);
    const copy = this.parts.keepUnderOtherName(path, new Date());
    await beginAnew(this.parts, path, answers).catch((error: unknown) => {
      throw new FarmError({
        code: 'farm.not-begun-anew',
        message: `The new farm could not be saved: ${error instanceof Error ? error.message : String(error)}`,
        remedy: `Open ${copy}. It contains the farm, and nothing is lost.`,
        at: copy,
      });
    });
    await this.#open(path, { write: true }, id);
    return copy;
  }

  /** The farms that were open before, the last one first, with the current status of those that are open for writing. */
  async recentFarms(): Promise<RecentFarm[]> {
    const open = new Map([...this.#farms.values()].filter((one) => !one.readOnly).map((one) => [one.path, one]));
    const list = this.parts.recent?.list() ?? [];
    return await Promise.all(
      list.map(async (noted) => {
        const session = open.get(noted.path);
        return session === undefined
          ? noted
          : { ...noted, name: session.farm.name, standing: await standingOf(session) };
      }),
    );
  }

  /** The status of a farm that is open for writing is unknown until it is closed: Farmwright may be killed before. */
  #rememberOpen(session: FarmSession): void {
    if (session.readOnly) this.parts.recent?.noteReading(notedOf(session));
    else this.parts.recent?.note({ ...notedOf(session), standing: null });
  }

  /**
   * Closes every farm file and ends every practice farm, even if closing one of them fails.
   * @throws what was thrown by the one that could not; an AggregateError if they were several
   */
  async close(): Promise<void> {
    await this.#turns.settled();
    const ended = await Promise.allSettled([
      ...[...this.#farms.keys()].map((id) => this.closeFarm(id)),
      this.practices.endAll(),
    ]);
    const errors = ended.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    if (errors.length > 1) throw new AggregateError(errors, errors.map((error) => errorData(error).message).join(' '));
    if (errors.length === 1) throw errors[0];
  }
}

function notedOf({ path, farm, inputs }: FarmSession) {
  return { path, name: farm.name, profileName: inputs.profile.name, at: new Date().toISOString() };
}

/** The current status of a farm, as a sentence. */
async function standingOf({ state, result, wizard }: FarmSession): Promise<string> {
  if (state !== 'waiting') return 'Running now.';
  const verdict = result?.sentence ?? 'Not verified yet.';
  return (await wizard.isProofOutdated()) ? `Out of date. It was: ${verdict}` : verdict;
}

/** The day on which the first waiver ends that the last verdict depends on. */
function restsUntil({ result }: FarmSession): string | null {
  const days = result?.checks.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver.until])) ?? [];
  return days.sort()[0] ?? null;
}
