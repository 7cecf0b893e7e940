import { headerOfForged } from '../../client-ip/header-of-forged.ts';
import { sameHost } from '../../client-ip/same-address.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { deviceAt } from '../device-at.ts';
import { followedServices } from '../followed-services.ts';
import { closing } from '../looks/closing.ts';
import { direct } from '../looks/direct.ts';
import type { DirectSeen, RequestSeen } from '../observations.ts';
import { answeredWith, isRefusal, isRefusedUnrecorded } from '../refusal.ts';
import { recorded } from './audit-recorded.ts';
import { unaskable } from './unhealthy.ts';

/** So many of them stand in the evidence. */
const SHOWN = 4;

/** Whether a node ignores a forged header that comes straight from this computer, which is no trusted proxy. */
export const forgedDirect: Check = {
  id: 'forged-direct.refused',
  title: 'The node ignores headers from untrusted addresses',
  required: true,
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  needs: [direct, closing],
  judge: (verification, seen) =>
    nodesOf(verification.farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for headers from untrusted addresses');
      if (down !== null) return down;
      const requests = seen.direct.filter((request) => request.node === node);
      const evidence = {
        sent: requests.length,
        requests: requests.slice(0, SHOWN).map(({ service, token, sentFrom, records }) => ({
          service,
          token,
          sentFrom,
          audited: records.value?.[0]?.address ?? null,
        })),
      };
      const found = requests.flatMap((request) => (request.records.value ?? []).map((record) => ({ request, record })));
      const believed = found.find(({ request, record }) => !sameHost(record.address, request.sentFrom));
      const device = believed === undefined ? null : deviceAt(verification.farm, believed.request.sentFrom);
      if (believed !== undefined && device !== null)
        return notPass('could not tell', subject, {
          cause: `${node} believed a forged header that came straight from ${believed.request.sentFrom}, which is the address of ${device} and trusted by plan.`,
          remedy: 'Run Farmwright on a computer that no part of the farm runs on, and verify again.',
          evidence,
          ...(verification.farm.clientAddresses.some((one) => deviceAt(verification.farm, one) !== null)
            ? { causedBy: 'vantage.untrusted' }
            : {}),
        });
      if (believed !== undefined)
        return notPass('fail', subject, {
          cause: `${node} recorded ${believed.record.address ?? 'no address'} for a request that came straight from ${believed.request.sentFrom} with ${culprit(believed.record.address)}.`,
          remedy: 'Let the application trust only the balancer’s own address.',
          evidence,
        });
      const isRead = (request: RequestSeen) => (request.records.value?.length ?? 0) > 0;
      const unread = requests.find(({ records }) => records.error !== undefined)?.records.error;
      if (unread !== undefined)
        return notPass('could not run', subject, {
          cause: `The audit records of ${requests.length} forged requests that came straight to ${node} could not be read: ${unread.message}`,
          remedy: unread.remedy,
          evidence,
        });
      // The node itself may refuse a request, such as one with a header that is too long; its record was looked for all the same.
      const isRefused = ({ status, records, twin }: DirectSeen) =>
        isRefusal(status) && twin !== null && twin < 400 && records.value !== undefined;
      const read = requests.filter((request) => isRead(request) || isRefused(request));
      const isKnown = ({ name }: { name: string }) => requests.some((one) => one.service === name && isRead(one));
      if (read.length === requests.length && followedServices(verification.profile).every(isKnown))
        return pass(subject, evidence);
      const silent = followedServices(verification.profile).some(
        ({ name }) => recorded(verification, seen, node, name).verdict === 'fail',
      );
      const refused = requests.filter((request) => !isRefused(request) && isRefusedUnrecorded(request));
      return notPass(refused.length > 0 ? 'could not tell' : 'could not run', subject, {
        cause: `${node} wrote no audit record of ${requests.length - read.length} of ${requests.length} forged requests that came straight to it${answeredWith(refused)}${requests[0]?.error ? `: ${requests[0].error.message}` : '.'}`,
        remedy: 'Make the node write its audit record first.',
        evidence,
        ...(silent ? { causedBy: 'audit.recorded' } : {}),
      });
    }),
};

/** What the forged address came in. */
function culprit(address: string | null): string {
  const header = address === null ? null : headerOfForged(address);
  return header === null ? 'a forged header' : `a forged ${header}`;
}
