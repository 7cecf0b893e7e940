import { engineOf } from '../../client-ip/engines/index.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { settings } from '../looks/settings.ts';
import { unaskable } from './unhealthy.ts';

/**
 * Whether each node believes nobody whom the plan does not name: no other address or range, no entry more, no other
 * header. What it believes less is judged by `ip-detection.as-planned`.
 */
export const trustNotWider: Check = {
  id: 'trust.not-wider',
  title: 'The application trusts nobody beyond the plan',
  required: true,
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  needs: [settings],
  judge: ({ farm, profile, ipDetection }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for whom it trusts');
      if (down !== null) return down;
      const asked = seen.settings.get(node);
      if (asked === undefined || asked.error !== undefined)
        return notPass('could not run', subject, {
          cause: `Whom ${node} trusts could not be read: ${asked?.error?.message ?? 'nothing was read.'}`,
          remedy: asked?.error?.remedy ?? 'Run the check again.',
        });
      if (asked.value === undefined)
        return notPass('not applicable', subject, {
          cause: `Whom ${profile.name} trusts cannot be read back.`,
          remedy: 'Nothing to do: forged headers are sent, and the audit record shows whether one was believed.',
        });
      const evidence = { planned: ipDetection, inForce: asked.value };
      // Where nothing is set, the application takes the address that connects.
      if (asked.value === null) return pass(subject, evidence);
      const engine = engineOf(profile.clientIp.engine);
      const inForce = engine.read(asked.value);
      const unreadable = (what: string) =>
        notPass('could not tell', subject, {
          cause: `The client IP detection of ${node} has a form that is not known: ${what}.`,
          remedy: 'Run the plan again: it sets client IP detection as planned.',
          evidence,
        });
      if (inForce === null) return unreadable(JSON.stringify(asked.value));
      const { more, unread } = engine.beyond(ipDetection, inForce);
      if (more.length > 0)
        return notPass('fail', subject, {
          cause: `${node} trusts more than planned: ${more.join('; ')}.`,
          remedy: 'Run the plan again: it sets the header, the limit and the trusted addresses as planned.',
          evidence,
        });
      return unread.length > 0 ? unreadable(unread.join(', ')) : pass(subject, evidence);
    }),
};
