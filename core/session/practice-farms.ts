import type { TemporaryFarm } from '../farm-file/temporary-farm.ts';
import { FarmError } from '../model/errors.ts';
import { SERVICE_ACCOUNT_PASSWORD } from '../model/hosts.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { randomPassword } from '../secrets/secret-store.ts';
import { createFarm } from './create-farm.ts';
import { FarmSession } from './farm-session.ts';
import type { Parts } from './parts.ts';

/** Practice farms that stand at the same time. */
const MOST_FARMS = 4;

/** What is chosen of a farm that is tried out. */
export interface PracticeChoice {
  nodes: number;
  /** The first one there is unless it is given. */
  profile?: string | undefined;
  balancer: string;
  /** Whether a WAF stands before the balancer. */
  waf: boolean;
  /** Faults that are planted once the farm is ready. */
  faults: string[];
}

interface PracticeFarm {
  session: FarmSession;
  place: TemporaryFarm;
  begun: number;
}

/** Farms that are tried out on practice hosts: their files are temporary, and go with their hosts. */
export class PracticeFarms {
  readonly #parts: Parts;
  readonly #farms = new Map<string, PracticeFarm>();
  /** By id; an end can be asked for again. */
  readonly #endings = new Map<string, Promise<Result | null>>();
  #starting = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those whose hosts stand or are being made, oldest first. */
  standing(): FarmSession[] {
    return [...this.#farms.values()]
      .map(({ session }) => session)
      .filter((one) => one.stands || one.state !== 'waiting');
  }

  /** The practice farm with this id, until it has ended. */
  get(id: string): FarmSession | undefined {
    return this.#farms.get(id)?.session;
  }

  /**
   * Makes a practice farm and begins to set it up; then it is proven, broken and proven again.
   * @param secrets secrets given from outside; the others are made up
   * @throws FarmError `practice.too-many`, `input.unknown`, and why these faults cannot be planted
   */
  async start({ faults, ...choice }: PracticeChoice, secrets: Record<string, Secret>): Promise<FarmSession> {
    if (this.standing().length + this.#starting >= MOST_FARMS) throw tooMany();
    this.#starting += 1;
    const place = this.#parts.newTemporaryFarm();
    try {
      const begun = performance.now();
      const session = await this.#create(place.path, choice);
      try {
        this.#parts.refuseFaults(faults, session.farm);
        const given = { [SERVICE_ACCOUNT_PASSWORD]: randomPassword(), ...secrets };
        session.run(given, { faults }, { auditEntries: true, drill: true });
      } catch (error) {
        await session.close();
        throw error;
      }
      this.#farms.set(session.id, { session, place, begun });
      return session;
    } catch (error) {
      place.remove();
      throw error;
    } finally {
      this.#starting -= 1;
    }
  }

  /**
   * Ends whatever runs, then every process and file of a practice farm. Asked twice, it is done once.
   * @returns its last result, with how long all of it took
   * @throws FarmError `practice.unknown`
   */
  end(id: string): Promise<Result | null> {
    const known = this.#endings.get(id);
    if (known !== undefined) return known;
    const farm = this.#farms.get(id);
    if (farm === undefined) throw unknown();
    const ending = this.#end(id, farm);
    this.#endings.set(id, ending);
    return ending;
  }

  /** Ends all of them. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#farms.keys()].map((id) => this.end(id)));
  }

  async #create(path: string, { nodes, profile, balancer, waf }: Omit<PracticeChoice, 'faults'>): Promise<FarmSession> {
    const first = this.#parts.profiles[0]?.id ?? '';
    const answers = { balancer, practice: { nodes, waf } };
    await createFarm(this.#parts, { path, profile: profile ?? first, answers });
    return new FarmSession(this.#parts, await this.#parts.openFarmFile(path, { write: true }));
  }

  async #end(id: string, { session, place, begun }: PracticeFarm): Promise<Result | null> {
    session.cancel();
    await session.settled();
    const started = performance.now();
    try {
      await session.end();
    } finally {
      this.#farms.delete(id);
      place.remove();
    }
    const { result } = session;
    const now = performance.now();
    return result && { ...result, durationsMs: { ...result.durationsMs, tearDown: now - started, total: now - begun } };
  }
}

function tooMany(): FarmError {
  return new FarmError({
    code: 'practice.too-many',
    message: `${MOST_FARMS} practice farms stand already.`,
    remedy: 'End one of them first.',
  });
}

function unknown(): FarmError {
  return new FarmError({
    code: 'practice.unknown',
    field: 'farm',
    message: 'This farm is no practice farm, or it has ended.',
    remedy: 'Start a new practice farm from the start page.',
  });
}
