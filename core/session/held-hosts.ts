import type { Farm } from '../model/farm.ts';
import type { SiteHosts, SiteKind, SiteRecord } from '../model/site.ts';
import { siteKind } from './site-kind.ts';

/** The hosts of an open farm, of the kind that its answers tell of now: a practice farm can move to servers of one's own. */
export class HeldHosts {
  readonly #sites: readonly SiteKind[];
  readonly #farm: () => Farm;
  readonly #record: () => SiteRecord;
  #reached: { kind: SiteKind; hosts: SiteHosts } | null = null;

  /** @param record what the farm file keeps of them */
  constructor(sites: readonly SiteKind[], farm: () => Farm, record: () => SiteRecord) {
    this.#sites = sites;
    this.#farm = farm;
    this.#record = record;
  }

  get kind(): SiteKind {
    return siteKind(this.#sites, this.#farm());
  }

  get hosts(): SiteHosts {
    const { kind } = this;
    if (this.#reached?.kind !== kind) {
      this.#reached?.hosts.release();
      this.#reached = { kind, hosts: kind.hosts(this.#record()) };
    }
    return this.#reached.hosts;
  }
}
