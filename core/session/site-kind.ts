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

/** What pages are told of how the hosts of a farm are there. Hosts that Farmwright makes are nobody's: they may be disturbed. */
export function hostTraits(
  { placing, whoAt }: Pick<SiteKind, 'placing' | 'whoAt'>,
  farm: Farm,
): { makesHosts: boolean; disturbable: boolean; people: Record<string, string> } {
  const makesHosts = placing !== null;
  const people = farm.hosts.flatMap(({ name }) => {
    const who = whoAt(farm, name);
    return who === null ? [] : [[name, who] as const];
  });
  return { makesHosts, disturbable: makesHosts, people: Object.fromEntries(people) };
}
