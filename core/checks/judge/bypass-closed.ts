import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { deviceAt } from '../device-at.ts';
import { bypass } from '../looks/bypass.ts';
import type { BypassSeen } from '../observations.ts';
import { unaskable } from './unhealthy.ts';

/** Errors that a closed node gives. A refused certificate is not one of them: the handshake began, so the node is open. */
const CLOSED = ['vantage.refused', 'vantage.closed', 'vantage.no-answer', 'vantage.unreachable'];

/** Whether a node that answers this computer is closed to clients, at every port of its services. */
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
      const tries = seen.bypass.filter((candidate) => candidate.node === node);
      const evidence = {
        tried: tries.map(({ sentFrom, to, status, error }) => ({ sentFrom, to, status, seen: error?.message ?? null })),
      };
      // Where this computer has one address for all, nodes rightly admit it.
      const isOwn = ({ sentFrom }: BypassSeen) =>
        deviceAt(farm, sentFrom) ?? (sentFrom === farm.wizardAddress ? 'this computer' : null);
      const open = tries.find((one) => isOpen(one) && isOwn(one) === null);
      if (open !== undefined)
        return notPass('fail', subject, {
          cause: `${node} accepts direct connections from the client ${open.sentFrom} at ${open.to}: ${howOpen(open)}.`,
          remedy: `Let the firewall of ${node} admit only the balancer and this computer.`,
          evidence,
        });
      const admitted = tries.find(isOpen);
      if (admitted !== undefined)
        return notPass('could not tell', subject, {
          cause: `${node} accepts connections from ${admitted.sentFrom}, which is the address of ${isOwn(admitted)}: that says nothing of clients.`,
          remedy: 'Send from an address that no part of the farm has.',
          evidence,
          ...(deviceAt(farm, admitted.sentFrom) === null ? {} : { causedBy: 'vantage.untrusted' }),
        });
      const untried = tries.find(({ error }) => error?.code === 'vantage.address-not-here');
      if (tries.length === 0 || untried !== undefined)
        return notPass('could not run', subject, {
          cause: `No request was sent to ${node} from a client’s address: ${untried?.error?.message ?? 'there was none to send.'}`,
          remedy: untried?.error?.remedy ?? 'Run the check again.',
          evidence,
        });
      const blind = tries.find(({ control }) => control !== null);
      if (blind !== undefined)
        return notPass('could not tell', subject, {
          cause: `${node} was out of reach at ${blind.to} for this computer too, so it is not known whether it is closed to clients: ${blind.control?.message}`,
          remedy: 'Check the address and the service of the node, then verify again.',
          evidence,
        });
      return pass(subject, evidence);
    }),
};

function isOpen({ status, error }: BypassSeen): boolean {
  return (
    status !== null || (error !== null && !CLOSED.includes(error.code) && error.code !== 'vantage.address-not-here')
  );
}

function howOpen({ status, error }: BypassSeen): string {
  if (status === 0) return 'the connection was made, and no answer came';
  return error?.message.replace(/\.$/, '') ?? `it answered ${status}`;
}
