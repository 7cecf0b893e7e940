import { addressAsIpv6 } from './address-as-ipv6.ts';
import { addressCached } from './address-cached.ts';
import { admitsOneClient } from './admits-one-client.ts';
import { auditMissing } from './audit-missing.ts';
import { balancerUntrusted } from './balancer-untrusted.ts';
import { bypassOpen } from './bypass-open.ts';
import { cdnHeaderBelieved } from './cdn-header-believed.ts';
import { certificateDiffers } from './certificate-differs.ts';
import { certificateExpiring } from './certificate-expiring.ts';
import { certificateUntrusted } from './certificate-untrusted.ts';
import { clockAhead } from './clock-ahead.ts';
import { configurationPutBack } from './configuration-put-back.ts';
import { connectionDiffers } from './connection-differs.ts';
import { cookieStripped } from './cookie-stripped.ts';
import { databaseUnreachable } from './database-unreachable.ts';
import { entranceAdded } from './entrance-added.ts';
import { type Fault, forTheFarm } from './fault.ts';
import { headerKept } from './header-kept.ts';
import { headerMissing } from './header-missing.ts';
import { healthPathDead } from './health-path-dead.ts';
import { keyRingDiffers } from './key-ring-differs.ts';
import { layer4 } from './layer-4.ts';
import { limitTooSmall } from './limit-too-small.ts';
import { limitZero } from './limit-zero.ts';
import { nodeDown } from './node-down.ts';
import { nodeNameCopied } from './node-name-copied.ts';
import { nodeNotRestarted } from './node-not-restarted.ts';
import { probesLimited } from './probes-limited.ts';
import { rangeTooWide } from './range-too-wide.ts';
import { recordsMissing } from './records-missing.ts';
import { recordsTwice } from './records-twice.ts';
import { fits, plantedFarm } from './refuse-faults.ts';
import { refusedButRecorded } from './refused-but-recorded.ts';
import { secondRecordLater } from './second-record-later.ts';
import { serviceNameCopied } from './service-name-copied.ts';
import { signInForEverybody } from './sign-in-for-everybody.ts';
import { signInOneAccount } from './sign-in-one-account.ts';
import { trustEmpty } from './trust-empty.ts';
import { trustTooWide } from './trust-too-wide.ts';
import { underscoreHeaderBelieved } from './underscore-header-believed.ts';
import { versionDiffers } from './version-differs.ts';
import { wrongForSignedIn } from './wrong-for-signed-in.ts';
import { wrongOnPost } from './wrong-on-post.ts';

const ALL: Fault[] = [
  balancerUntrusted,
  limitZero,
  limitTooSmall,
  trustTooWide,
  rangeTooWide,
  trustEmpty,
  headerKept,
  headerMissing,
  layer4,
  configurationPutBack,
  entranceAdded,
  cookieStripped,
  addressCached,
  wrongOnPost,
  wrongForSignedIn,
  addressAsIpv6,
  cdnHeaderBelieved,
  underscoreHeaderBelieved,
  refusedButRecorded,
  probesLimited,
  certificateDiffers,
  certificateExpiring,
  certificateUntrusted,
  connectionDiffers,
  databaseUnreachable,
  keyRingDiffers,
  signInForEverybody,
  signInOneAccount,
  versionDiffers,
  auditMissing,
  recordsMissing,
  recordsTwice,
  secondRecordLater,
  nodeNameCopied,
  serviceNameCopied,
  clockAhead,
  nodeDown,
  healthPathDead,
  bypassOpen,
  admitsOneClient,
  nodeNotRestarted,
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
