import { addressCached } from './address-cached.ts';
import { addressInOtherForm } from './address-in-other-form.ts';
import { admitsOneClient } from './admits-one-client.ts';
import { auditMissing } from './audit-missing.ts';
import { balancerUntrusted } from './balancer-untrusted.ts';
import { bypassOpen } from './bypass-open.ts';
import { certificateDiffers } from './certificate-differs.ts';
import { certificateEndsSoon } from './certificate-ends-soon.ts';
import { certificateUntrusted } from './certificate-untrusted.ts';
import { changedNotInForce } from './changed-not-in-force.ts';
import { clockAhead } from './clock-ahead.ts';
import { connectionDiffers } from './connection-differs.ts';
import { cookieStripped } from './cookie-stripped.ts';
import { databaseUnreachable } from './database-unreachable.ts';
import { type Fault, forTheFarm } from './fault.ts';
import { headerKept } from './header-kept.ts';
import { headerKeptOnHttp10 } from './header-kept-on-http-1.0.ts';
import { headerKeptWithCookie } from './header-kept-with-cookie.ts';
import { headerMissing } from './header-missing.ts';
import { healthPathDead } from './health-path-dead.ts';
import { keyRingDiffers } from './key-ring-differs.ts';
import { layer4 } from './layer-4.ts';
import { limitTooSmall } from './limit-too-small.ts';
import { limitZero } from './limit-zero.ts';
import { nodeDown } from './node-down.ts';
import { nodeNameOfAnother } from './node-name-of-another.ts';
import { otherHeaderBelieved } from './other-header-believed.ts';
import { probesLimited } from './probes-limited.ts';
import { rangeTooWide } from './range-too-wide.ts';
import { recordsLost } from './records-lost.ts';
import { recordsTwice } from './records-twice.ts';
import { fits, plantedFarm } from './refuse-faults.ts';
import { refusedButRecorded } from './refused-but-recorded.ts';
import { runsAnotherConfiguration } from './runs-another-configuration.ts';
import { secondEntrance } from './second-entrance.ts';
import { secondRecordLater } from './second-record-later.ts';
import { signInForEverybody } from './sign-in-for-everybody.ts';
import { signInOneAccount } from './sign-in-one-account.ts';
import { trustEmpty } from './trust-empty.ts';
import { trustTooWide } from './trust-too-wide.ts';
import { underscoreHeaderBelieved } from './underscore-header-believed.ts';
import { versionDiffers } from './version-differs.ts';
import { wrongForSignedIn } from './wrong-for-signed-in.ts';
import { wrongOnKeptConnection } from './wrong-on-kept-connection.ts';
import { wrongOnPost } from './wrong-on-post.ts';

const ALL: Fault[] = [
  balancerUntrusted,
  limitZero,
  limitTooSmall,
  trustTooWide,
  rangeTooWide,
  trustEmpty,
  headerKept,
  headerKeptOnHttp10,
  headerKeptWithCookie,
  headerMissing,
  layer4,
  runsAnotherConfiguration,
  secondEntrance,
  cookieStripped,
  addressCached,
  wrongOnPost,
  wrongOnKeptConnection,
  wrongForSignedIn,
  addressInOtherForm,
  otherHeaderBelieved,
  underscoreHeaderBelieved,
  refusedButRecorded,
  probesLimited,
  certificateDiffers,
  certificateEndsSoon,
  certificateUntrusted,
  connectionDiffers,
  databaseUnreachable,
  keyRingDiffers,
  signInForEverybody,
  signInOneAccount,
  versionDiffers,
  auditMissing,
  recordsLost,
  recordsTwice,
  secondRecordLater,
  nodeNameOfAnother,
  clockAhead,
  nodeDown,
  healthPathDead,
  bypassOpen,
  admitsOneClient,
  changedNotInForce,
];

/** Every fault that can be planted. A new one is a file and a line here. The last one is planted last. */
export const FAULTS: readonly Fault[] = ALL.map((fault) => ({
  ...fault,
  turns: (farm) => [...fault.turns(farm), ...(fault.unplanned ? [] : [forTheFarm('plan.in-place')])],
}));

/** Ids of the faults that can be planted in this farm. */
export function plantableIn(farm: Parameters<typeof plantedFarm>[0]): string[] {
  return FAULTS.filter((fault) => fits(fault, plantedFarm(farm))).map(({ id }) => id);
}
