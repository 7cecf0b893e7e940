import { personHost } from '../hosts/person/host.ts';
import type { Farm } from '../model/farm.ts';
import type { SiteHosts, SiteKind } from '../model/site.ts';
import type { Vantage } from '../model/vantage.ts';
import { refuseSsh } from './refuse-ssh.ts';

/**
 * Hosts of one's own, each reached in its own way. So far a person works at each of them: steps and readings are handed
 * over, and requests are sent from this computer.
 * @param vantageOf sends requests, and trusts these authorities (PEM) besides those of the system
 */
export function ownSite(vantageOf: (authority: string | undefined) => Vantage): SiteKind {
  return {
    reach: 'own',
    knownSecrets: [],
    whoAt,
    placing: null,
    newRecord: () => ({}),
    whyNoHosts: () => null,
    plantable: () => [],
    hosts: () => ownHosts(vantageOf),
  };
}

function ownHosts(vantageOf: (authority: string | undefined) => Vantage): SiteHosts {
  return {
    held: false,
    reach: async ({ farm, handIns, record }) => {
      refuseSsh(farm);
      // Nothing is handed in while the hosts are held for an activity.
      const handedIn = handIns();
      return {
        disturbable: false,
        vantage: vantageOf(farm.authority),
        plant: null,
        host: (name) =>
          personHost({
            host: name,
            who: whoAt(farm, name),
            handedIn,
            record,
          }),
      };
    },
    release: () => {},
    whyLost: () => Promise.resolve(null),
    takeDown: () => Promise.resolve(),
  };
}

function whoAt({ hosts }: Farm, name: string): string {
  const reach = hosts.find((host) => host.name === name)?.reach;
  return reach?.by === 'person' ? reach.who : name;
}
