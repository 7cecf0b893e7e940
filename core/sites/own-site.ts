import { FarmError } from '../model/errors.ts';
import type { SiteKind } from '../model/site.ts';
import { refuseSsh } from './refuse-ssh.ts';

/**
 * Hosts of one's own. Farmwright cannot reach any of them yet: whoever runs the farm follows the runbook. Each host is
 * reached in its own way, so a way to reach them is added here, as one more answer that `host` of the site can give.
 */
export const ownSite: SiteKind = {
  reach: 'own',
  knownSecrets: [],
  placing: null,
  newRecord: () => ({}),
  whyNoHosts: () => null,
  plantable: () => [],
  hosts: () => ({
    held: false,
    reach: async ({ farm }) => {
      refuseSsh(farm);
      throw byHand();
    },
    release: () => {},
    whyLost: () => Promise.resolve(null),
    takeDown: () => Promise.resolve(),
  }),
};

function byHand(): FarmError {
  return new FarmError({
    code: 'hosts.by-hand',
    field: 'hosts',
    message: 'Waiting for the operator: this farm’s hosts are set up by hand.',
    remedy: 'Follow the runbook: farmwright runbook FILE --format html --out PATH',
  });
}
