import { z } from 'zod';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import type { SiteKind, SiteRecord } from '../model/site.ts';
import type { LayoutWish } from '../practice/world/addresses.ts';
import type { Layout } from '../practice/world/topology.ts';
import { placeAnew, placeNodes, placeWaf, practiceFarm } from './practice-farm.ts';
import { PracticeHosts, tooManyNodes } from './practice-hosts.ts';
import type { PracticeWorld } from './practice-world.ts';

/** What practice hosts are made and found with. */
export interface PracticeWorlds {
  /** Finds free addresses and ports. */
  layOut(wish: LayoutWish): Promise<Layout>;
  /** A folder for a new practice world, not made yet. @throws FarmError `practice.folder-unusable` */
  newFolder(): string;
  start(layout: Layout, folder: string, signal: AbortSignal): Promise<PracticeWorld>;
  /** The world that stands in this folder. @throws FarmError `site.lost`, `practice.folder-foreign` */
  attach(folder: string): Promise<PracticeWorld>;
  faults: readonly { id: string; only?: 'behind a WAF' | 'at the edge' }[];
}

/** What a farm file keeps of its practice hosts. */
const Kept = z.object({ practice: z.object({ folder: z.string() }) });

/** Hosts that Farmwright makes on this computer, with faults on request. */
export function practiceSite(worlds: PracticeWorlds): SiteKind {
  const { layOut } = worlds;
  return {
    reach: 'practice',
    knownSecrets: [DATABASE_ADMINISTRATOR_PASSWORD],
    placing: {
      newFarm: async (id, { nodes, services, waf, ...choice }) =>
        practiceFarm(id, await layOut({ nodes, services, waf }), { ...choice, services }),
      nodes: (farm, names, stood) => placeNodes(farm, names, { layOut, stood }),
      waf: (farm, waf) => placeWaf(farm, waf, layOut),
      anew: (farm) => placeAnew(farm, layOut),
    },
    newRecord: () => ({ practice: { folder: worlds.newFolder() } }),
    whyNoHosts: tooManyNodes,
    plantable: ({ hops }) => {
      const place = hops.length > 1 ? 'behind a WAF' : 'at the edge';
      return worlds.faults.filter(({ only }) => only === undefined || only === place).map(({ id }) => id);
    },
    hosts: (record) => new PracticeHosts(worlds, folderIn(record)),
  };
}

function folderIn(record: SiteRecord): string | null {
  const kept = Kept.safeParse(record);
  return kept.success ? kept.data.practice.folder : null;
}
