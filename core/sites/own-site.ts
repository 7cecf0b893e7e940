import { personHost } from '../hosts/person/host.ts';
import { hasPracticeHosts, personAt } from '../model/farm-parts.ts';
import type { Reaching, Site, SiteHosts, SiteKind } from '../model/site.ts';
import type { Vantage } from '../model/vantage.ts';
import { refuseOtherComputers } from '../vantage/refuse-other-computers.ts';
import { refuseSsh } from './refuse-ssh.ts';

/**
 * Hosts that are each reached in a way of their own. A person works on a host: steps and readings are handed over. Where
 * there are practice hosts too, all hosts of the farm stand on this computer, and people work on some of them.
 * @param vantageOf sends requests, and trusts these authorities (PEM) besides those of the system
 * @param practice the practice hosts of such a farm
 */
export function ownSite(vantageOf: (authority: string | undefined) => Vantage, practice: SiteKind): SiteKind {
  return {
    takes: () => true,
    knownSecrets: (farm) => (hasPracticeHosts(farm) ? practice.knownSecrets(farm) : []),
    whoAt: personAt,
    placing: null,
    newRecord: (farm) => (hasPracticeHosts(farm) ? practice.newRecord(farm) : {}),
    refuse: (farm) => {
      refuseSsh(farm);
      if (hasPracticeHosts(farm)) practice.refuse(farm);
    },
    whyNoHosts: (farm) => (hasPracticeHosts(farm) ? practice.whyNoHosts(farm) : null),
    plantable: () => [],
    hosts: (record) => ownHosts(vantageOf, practice.hosts(record)),
  };
}

function ownHosts(vantageOf: (authority: string | undefined) => Vantage, practice: SiteHosts): SiteHosts {
  return {
    get held() {
      return practice.held;
    },
    reach: async (how, signal) => {
      const { farm } = how;
      refuseSsh(farm);
      const made = hasPracticeHosts(farm) ? await practice.reach(how, signal) : null;
      if (made === null) await refuseOtherComputers(farm);
      return ownHostsOf(how, made, vantageOf);
    },
    release: () => practice.release(),
    whyLost: () => practice.whyLost(),
    takeDown: () => practice.takeDown(),
  };
}

/** @param made the practice hosts among them */
function ownHostsOf(
  { farm, handIns, record }: Reaching,
  made: Site | null,
  vantageOf: (authority: string | undefined) => Vantage,
): Site {
  // Nothing is handed in while the hosts are held for an activity.
  const handedIn = handIns();
  return {
    disturbable: false,
    vantage: made?.vantage ?? vantageOf(farm.authority),
    plant: null,
    host: (name) => {
      const who = personAt(farm, name);
      if (who !== null) return personHost({ host: name, who, handedIn, record });
      if (made === null) throw new Error(`the farm has no host ${name}`);
      return made.host(name);
    },
  };
}
