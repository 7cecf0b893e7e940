import type { Farm } from '../model/farm.ts';
import { onlyPracticeHosts } from '../model/farm-parts.ts';
import type { SiteKind } from '../model/site.ts';

/** The kind of site that the hosts of this farm are. */
export function siteKind(sites: readonly SiteKind[], farm: Pick<Farm, 'hosts'>): SiteKind {
  return siteFor(sites, onlyPracticeHosts(farm) ? 'practice' : 'own');
}

/** The kind of site of practice hosts, or of all others. */
export function siteFor(sites: readonly SiteKind[], wanted: SiteKind['reach']): SiteKind {
  const kind = sites.find(({ reach }) => reach === wanted);
  if (kind === undefined) throw new Error(`there is no kind of site for hosts of the kind ${wanted}`);
  return kind;
}
