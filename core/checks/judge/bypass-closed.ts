import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { bypass } from '../looks/bypass.ts';
import { unaskable } from './unhealthy.ts';

/** Errors that a closed node gives. A refused certificate is not one of them: the handshake began, so the node is open. */
const CLOSED = ['vantage.refused', 'vantage.closed', 'vantage.no-answer', 'vantage.unreachable'];

/** Whether a node that answers this computer is closed to a client. */
export const bypassClosed: Check = {
  id: 'bypass.closed',
  title: 'Clients cannot reach the nodes directly',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [bypass],
  judge: ({ farm }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for access by clients');
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
          cause: `No request was sent to ${node} from a client’s address: ${look?.error?.message ?? 'there was none to send.'}`,
          remedy: look?.error?.remedy ?? 'Run the check again.',
          evidence,
        });
      return notPass('fail', subject, {
        cause: `${node} accepts direct connections from the client ${look.sentFrom}: ${look.error?.message.replace(/\.$/, '') ?? `it answered ${look.status}`}.`,
        remedy: `Let the firewall of ${node} admit only the balancer and this computer.`,
        evidence,
      });
    }),
};
