import { askHealth } from '../asking/health.ts';
import type { Look } from '../look.ts';

/** Each health check of every node, asked directly from this computer. */
export const health: Look = {
  title: 'Asking every node for its health',
  effect: 'reads',
  needs: [],
  sends: ({ farm }) => [
    `Each health check is made once from ${farm.wizardAddress} straight to each node, and a connection alone where it is not answered in time.`,
  ],
  run: async (verification, seen, ports, signal) => {
    seen.health = await askHealth(verification, ports, signal);
  },
};
