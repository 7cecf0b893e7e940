import { engineOf } from '../client-ip/engines/index.ts';
import { trustFromHops } from '../client-ip/trust-from-hops.ts';
import { parseTrustedRange } from '../client-ip/trusted-range.ts';
import type { Balancer } from '../model/balancer.ts';
import type { DatabaseEngine } from '../model/database.ts';
import type { Farm } from '../model/farm.ts';
import { pick } from '../model/pick.ts';
import type { PlanInputs, Profile } from '../model/profile.ts';
import { profileSettings } from '../model/profile-settings.ts';
import { refuseUnable } from './refuse-unable.ts';

/**
 * The answers of a farm with the plug-ins they name, and the trust settings derived from the hops.
 * @throws FarmError `input.unknown` if an answer names a plug-in that does not exist, `trusted-range.invalid`,
 * `input.invalid` for settings that the profile does not know, and for what the balancer cannot do
 */
export function planInputs(
  given: Farm,
  known: { profiles: Profile[]; balancers: Balancer[]; databases: DatabaseEngine[] },
): PlanInputs {
  const profile = pick(known.profiles, given.profile, 'profile', 'profile');
  const farm = { ...given, settings: profileSettings(profile, given.settings) };
  const inputs: PlanInputs = {
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
  refuseUnable(inputs);
  return inputs;
}
