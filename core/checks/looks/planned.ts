import type { Look } from '../look.ts';

/** Every step of the plan, inspected without changing anything: what waits for the next start of a service shows here. */
export const planned: Look = {
  title: 'Comparing every host with the plan',
  effect: 'reads',
  needs: [],
  sends: () => [],
  run: async (_verification, seen, ports, signal) => {
    seen.steps = await ports.inspectPlan(signal);
  },
};
