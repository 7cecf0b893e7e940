import type { Farm } from '../model/farm.ts';
import type { SiteKind } from '../model/site.ts';

/** The kind of site that the hosts of this farm are. */
export function siteKind(sites: readonly SiteKind[], { hosts }: Pick<Farm, 'hosts'>): SiteKind {
  const kind = sites.find(({ reach }) => reach === hosts);
  if (kind === undefined) throw new Error(`there is no kind of site for hosts of the kind ${hosts}`);
  return kind;
}
