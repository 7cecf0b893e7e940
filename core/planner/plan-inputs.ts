import { engineOf } from '../client-ip/engines/index.ts';
import { trustFromHops } from '../client-ip/trust-from-hops.ts';
import { parseTrustedRange } from '../client-ip/trusted-range.ts';
import type { Balancer } from '../model/balancer.ts';
import type { DatabaseEngine } from '../model/database.ts';
import type { Farm } from '../model/farm.ts';
import { pick } from '../model/pick.ts';
import type { PlanInputs, Profile } from '../model/profile.ts';

/**
 * The answers of a farm with the plug-ins they name, and the trust settings derived from the hops.
 * @throws FarmError `input.unknown` where an answer names a plug-in that does not exist, `trusted-range.invalid`
 */
export function planInputs(
  farm: Farm,
  known: { profiles: Profile[]; balancers: Balancer[]; databases: DatabaseEngine[] },
): PlanInputs {
  const profile = pick(known.profiles, farm.profile, 'profile', 'profile');
  return {
    farm,
    profile,
    balancer: pick(known.balancers, farm.balancer, 'balancer', 'balancer'),
    database: pick(known.databases, farm.database.engine, 'database.engine', 'database engine'),
    ipDetection: engineOf(profile.clientIp.engine).planned({
      headerName: profile.clientIp.header,
      ...trustFromHops(farm.hops),
      knownNetworks: farm.trustedRanges.map((text, index) => parseTrustedRange(text, `trustedRanges[${index}]`).text),
    }),
  };
}
