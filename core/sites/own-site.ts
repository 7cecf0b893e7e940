import { personHost } from '../hosts/person/host.ts';
import type { Farm } from '../model/farm.ts';
import type { SiteHosts, SiteKind } from '../model/site.ts';
import type { Vantage } from '../model/vantage.ts';

/**
 * Hosts of one's own, each reached in its own way. So far a person works at each of them: steps and readings are handed
 * over, and requests are sent from this computer.
 */
export function ownSite(vantage: Vantage): SiteKind {
  return {
    reach: 'operator',
    knownSecrets: [],
    whoAt,
    placing: null,
    newRecord: () => ({}),
    whyNoHosts: () => null,
    plantable: () => [],
    hosts: () => ownHosts(vantage),
  };
}

function ownHosts(vantage: Vantage): SiteHosts {
  return {
    held: false,
    reach: async ({ farm, handIns, record }) => ({
      disturbable: false,
      vantage,
      plant: null,
      host: (name) =>
        personHost({
          host: name,
          who: whoAt(farm, name),
          stepHandIn: (step, inputs) => handIns().ofStep(step, inputs),
          readingHandIn: (item) => handIns().ofReading(item),
          record,
        }),
    }),
    release: () => {},
    whyLost: () => Promise.resolve(null),
    takeDown: () => Promise.resolve(),
  };
}

function whoAt(_farm: Farm, host: string): string {
  return `administrator of ${host}`;
}
