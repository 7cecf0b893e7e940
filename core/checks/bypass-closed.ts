import { nodesOf } from '../model/farm-parts.ts';
import { type Check, notPass, pass } from './check.ts';
import { unaskable } from './unhealthy.ts';

/** What a closed way looks like. A refused certificate is not among them: the handshake began, so the way is open. */
const CLOSED = ['vantage.refused', 'vantage.closed', 'vantage.no-answer', 'vantage.unreachable'];

/** A client cannot go around the balancer: the node, which answers the wizard, is closed to the client. */
export const bypassClosed: Check = {
  id: 'bypass.closed',
  title: 'Clients cannot go around the balancer',
  required: true,
  effect: 'reads',
  page: 'further-nodes',
  field: 'nodes',
  after: 'around',
  judge: ({ farm }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'whether it is closed to clients');
      if (down !== null) return down;
      const look = seen.bypass.find((candidate) => candidate.node === node);
      const evidence = {
        sentFrom: look?.sentFrom ?? null,
        status: look?.status ?? null,
        seen: look?.error?.message ?? null,
      };
      if (look?.error && CLOSED.includes(look.error.code)) return pass(subject, evidence);
      if (look === undefined || look.error?.code === 'vantage.address-not-here')
        return notPass('could not run', subject, {
          cause: `${node} was not asked from a client’s address: ${look?.error?.message ?? 'no request was sent.'}`,
          remedy: look?.error?.remedy ?? 'Run the check again.',
          evidence,
        });
      return notPass('fail', subject, {
        cause: `${node} lets ${look.sentFrom} in directly: ${look.error?.message ?? `it answered ${look.status}`}.`,
        remedy: `Let ${node}’s firewall admit the balancer and the wizard only.`,
        evidence,
      });
    }),
};
