import { tmpdir } from 'node:os';
import type { SiteKind } from '../../core/model/site.ts';
import { layOut, newFolder } from '../../core/practice/client.ts';
import { plantableIn } from '../../core/practice/faults/index.ts';
import { ownSite } from '../../core/sites/own-site.ts';
import { practiceSite } from '../../core/sites/practice-site.ts';
import type { PracticeWorlds } from '../../core/sites/practice-world.ts';
import { httpsVantage } from '../../core/vantage/https-vantage.ts';

/** The kinds of sites with practice hosts that are made and found in this way. */
export function sitesWith(worlds: Pick<PracticeWorlds, 'start' | 'attach'>): SiteKind[] {
  const practice = practiceSite({ layOut, newFolder: () => newFolder(tmpdir()), plantable: plantableIn, ...worlds });
  return [practice, ownSite(httpsVantage, practice)];
}
