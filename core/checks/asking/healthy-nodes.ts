import type { FarmNode } from '../../model/farm.ts';
import { isHealthy, type Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';

/** Returns the nodes that answered every health check. */
export function healthyNodes({ farm }: Verification, seen: Observations): FarmNode[] {
  return farm.nodes.filter(({ name }) => isHealthy(seen, name));
}
