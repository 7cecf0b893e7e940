import { sameAddressText } from '../client-ip/same-address.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { recorded } from './audit-recorded.ts';
import { type Check, notPass, pass } from './check.ts';
import { unaskable } from './unhealthy.ts';

/** A forged header from an address that is no hop is not believed: sent straight to the node, from the wizard. */
export const forgedDirect: Check = {
  id: 'forged-direct.refused',
  title: 'The node believes no stranger’s header',
  required: true,
  effect: 'leaves audit entries',
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  after: 'around',
  judge: (verification, seen) =>
    nodesOf(verification.farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'whether it believes a forged header');
      if (down !== null) return down;
      const requests = seen.direct.filter((request) => request.node === node);
      const evidence = {
        requests: requests.map(({ service, token, sentFrom, records }) => ({
          service,
          token,
          sentFrom,
          audited: records.value?.[0]?.resolved ?? null,
        })),
      };
      const found = requests.flatMap((request) => (request.records.value ?? []).map((record) => ({ request, record })));
      const believed = found.find(({ request, record }) => !sameAddressText(record.resolved, request.sentFrom));
      if (believed !== undefined)
        return notPass('fail', subject, {
          cause: `${node} recorded ${believed.record.resolved ?? 'no address'} for a request that came straight from ${believed.request.sentFrom} with a forged header.`,
          remedy: 'Let the application trust the balancer’s own address and nothing else.',
          evidence,
        });
      const read = requests.filter((request) => (request.records.value?.length ?? 0) > 0);
      if (read.length === verification.farm.services.length) return pass(subject, evidence);
      const silent = verification.farm.services.some(
        ({ name }) => recorded(verification, seen, node, name).verdict === 'fail',
      );
      return notPass('could not run', subject, {
        cause: `${node} left no audit record of ${requests.length - read.length} of ${requests.length} forged requests that came straight to it${requests[0]?.error ? `: ${requests[0].error.message}` : '.'}`,
        remedy: 'Make the node write its audit record first.',
        evidence,
        ...(silent ? { causedBy: 'audit.recorded' } : {}),
      });
    }),
};
