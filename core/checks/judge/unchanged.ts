import { engineOf } from '../../client-ip/engines/index.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { closing } from '../looks/closing.ts';
import { settings } from '../looks/settings.ts';
import { hasPassed, isHealthy } from '../observations.ts';
import { unaskable } from './unhealthy.ts';

/** Whether every node is at the end as it was at the beginning: a verdict on what has changed since is worth nothing. */
export const unchanged: Check = {
  id: 'node.unchanged',
  title: 'Nothing changed during the verification',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [settings, closing],
  judge: ({ farm, profile }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'again');
      if (down !== null) return down;
      const last = seen.closing?.health.find((look) => look.node === node && !hasPassed(look));
      if (last !== undefined)
        return notPass('fail', subject, {
          cause: `${node} was healthy at first, and did not answer its health check at the end (${last.error?.message.replace(/\.$/, '') ?? `status ${last.status}`}).`,
          remedy: `Find out why ${node} stopped, start it, and verify again.`,
        });
      const [first, later] = [seen.settings.get(node), seen.closing?.settings.get(node)];
      const before = engineOf(profile.clientIp.engine).read(first?.value);
      const after = engineOf(profile.clientIp.engine).read(later?.value);
      if (first?.error === undefined && later?.error !== undefined)
        return notPass('could not run', subject, {
          cause: `The IP detection of ${node} could not be read again at the end: ${later.error.message}`,
          remedy: later.error.remedy,
        });
      if (later !== undefined && JSON.stringify(before) !== JSON.stringify(after))
        return notPass('fail', subject, {
          cause: `The IP detection of ${node} was changed during the verification: “${JSON.stringify(before)}” became “${JSON.stringify(after)}”.`,
          remedy: 'Change nothing while the farm is verified, then verify again.',
          evidence: { before, after },
        });
      return pass(subject, { healthy: isHealthy(seen, node), settings: after });
    }),
};
