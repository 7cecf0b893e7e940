import { nodesOf } from '../../model/farm-parts.ts';
import { readSettings } from '../asking/settings.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** The client IP detection in force on each node. */
export const settings: Look = {
  title: 'Reading the client IP detection in force on the nodes',
  effect: 'reads',
  needs: [health],
  sends: () => [],
  asks: ({ farm, profile: { clientIp } }) => nodesOf(farm).flatMap(({ name }) => clientIp.inForce?.(farm, name) ?? []),
  run: async (verification, seen, ports, signal) => {
    seen.settings = await readSettings(verification, nodesOf(verification.farm), ports, signal);
  },
};
