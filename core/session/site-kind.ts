import type { Farm } from '../model/farm.ts';
import type { Placing, SiteKind } from '../model/site.ts';

/** The kind of site that the hosts of this farm are. */
export function siteKind(sites: readonly SiteKind[], farm: Pick<Farm, 'hosts'>): SiteKind {
  const kind = sites.find(({ takes }) => takes(farm));
  if (kind === undefined) throw new Error('no kind of site takes this farm');
  return kind;
}

/** Returns what gives the hosts of new farms their addresses and ports. */
export function placingOf(sites: readonly SiteKind[]): Placing {
  const placing = sites.find((kind) => kind.placing !== null)?.placing;
  if (placing == null) throw new Error('no kind of site makes hosts');
  return placing;
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
