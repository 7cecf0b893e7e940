import { engineOf } from '../../client-ip/engines/index.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { settings } from '../looks/settings.ts';
import { unaskable } from './unhealthy.ts';

/** Whether the client IP detection in force on each node is the planned one. */
export const ipDetectionAsPlanned: Check = {
  id: 'ip-detection.as-planned',
  title: 'Client IP detection is as planned',
  required: false,
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  needs: [settings],
  judge: ({ farm, profile, ipDetection }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for its client IP detection');
      if (down !== null) return down;
      const asked = seen.settings.get(node);
      if (asked === undefined || asked.error !== undefined)
        return notPass('could not run', subject, {
          cause: `The client IP detection of ${node} could not be read: ${asked?.error?.message ?? 'nothing was read.'}`,
          remedy: asked?.error?.remedy ?? 'Run the check again.',
        });
      if (asked.value === undefined)
        return notPass('not applicable', subject, {
          cause: `The client IP detection of ${profile.name} cannot be read back.`,
          remedy: 'Nothing to do: the audit record shows its effect.',
        });
      const engine = engineOf(profile.clientIp.engine);
      const inForce = engine.read(asked.value);
      const evidence = { planned: ipDetection, inForce: asked.value };
      const differences =
        inForce === null
          ? [asked.value === null ? 'client IP detection is not set' : 'client IP detection cannot be understood']
          : engine.differences(ipDetection, inForce);
      if (differences.length === 0) return pass(subject, evidence);
      return notPass('fail', subject, {
        cause: `On ${node} ${differences.join('; ')}.`,
        remedy: 'Run the plan again: it sets client IP detection as planned.',
        evidence,
      });
    }),
};
