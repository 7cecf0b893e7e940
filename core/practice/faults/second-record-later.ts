import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, lastOf, onlyNode } from './fault.ts';

/** So many requests later all plain and forged records have been read, and some requests are still to come. */
const LATER = 50;

export const secondRecordLater: Fault = {
  id: 'second-record-later',
  topology: 'any farm whose application writes audit records',
  changes: `The last node writes a second record of every request ${LATER} requests later, with its TCP peer as address.`,
  cause: 'records-change',
  turns: (farm) => {
    const node = onlyNode(farm, lastOf(farm.nodes));
    return [...forEachPath(node, 'audit.recorded'), ...forEachPath(node, 'audit.client-ip', 'could not run')];
  },
  hits: lastOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) =>
    letDeviate(world, lastOf(world.nodes), { when: {}, does: { second: { afterRequests: LATER, address: 'peer' } } }),
};
