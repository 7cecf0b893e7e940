import type { FarmHost } from '../../model/farm-host.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { isHealthy, type Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';

/** Returns the nodes that answered every health check. */
export function healthyNodes({ farm }: Verification, seen: Observations): FarmHost[] {
  return nodesOf(farm).filter(({ name }) => isHealthy(seen, name));
}
