import { z } from 'zod';
import { onlyPracticeHosts } from '../model/farm-parts.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import type { SiteKind, SiteRecord } from '../model/site.ts';
import { layoutOf, placeAnew, placeNodes, placeWaf, practiceFarm } from './practice-farm.ts';
import { PracticeHosts, tooManyNodes } from './practice-hosts.ts';
import type { PracticeWorlds } from './practice-world.ts';

/** What a farm file keeps of its practice hosts. */
const Kept = z.object({ practice: z.object({ folder: z.string() }) });

/** Hosts that Farmwright makes on this computer, with faults on request. */
export function practiceSite(worlds: PracticeWorlds): SiteKind {
  const { layOut } = worlds;
  return {
    takes: onlyPracticeHosts,
    knownSecrets: () => [DATABASE_ADMINISTRATOR_PASSWORD],
    whoAt: () => null,
    placing: {
      newFarm: async (id, { nodes, services, waf, ...choice }) =>
        practiceFarm(id, await layOut({ nodes, services, waf }), { ...choice, services }),
      nodes: (farm, names, stood) => placeNodes(farm, names, { layOut, stood }),
      waf: (farm, waf) => placeWaf(farm, waf, layOut),
      anew: (farm) => placeAnew(farm, layOut),
    },
    newRecord: () => ({ practice: { folder: worlds.newFolder() } }),
    refuse: (farm) => void layoutOf(farm),
    whyNoHosts: tooManyNodes,
    plantable: worlds.plantable,
    hosts: (record) => new PracticeHosts(worlds, folderIn(record)),
  };
}

function folderIn(record: SiteRecord): string | null {
  const kept = Kept.safeParse(record);
  return kept.success ? kept.data.practice.folder : null;
}
