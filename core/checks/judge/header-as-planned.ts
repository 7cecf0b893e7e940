import { headerAtNode } from '../../client-ip/header-at-node.ts';
import type { AuditEntry } from '../../model/audit-source.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { isHeaderFrom } from '../header-from.ts';
import { forged } from '../looks/forged.ts';
import { lastRequests } from '../looks/last-requests.ts';
import { moreRequests } from '../looks/more-requests.ts';
import { pool } from '../looks/pool.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { NOT_TRANSLATED, translatedTo } from '../translated-to.ts';
import { reachedNobody } from './spoof-refused.ts';

/**
 * Whether the header reaches the nodes as the devices of the network path must have made it, forged or not: what an
 * application does with a header that it should never have got is a matter of luck.
 */
export const headerAsPlanned: Check = {
  id: 'header.as-planned',
  title: 'The header reaches the nodes as planned',
  required: true,
  page: 'load-balancer',
  field: 'balancer.configuration',
  needs: [shapes, moreRequests, lastRequests, forged, pool],
  judge: (verification, seen) =>
    followedServices(verification.profile).map(({ name: service }) => arrived(verification, seen, service)),
};

interface Arrival {
  request: RequestSeen;
  record: AuditEntry & { forwarded: string[] };
}

function arrived(verification: Verification, seen: Observations, service: string): Judgement {
  const { profile, farm } = verification;
  const subject = { service };
  const all = [...honestRequests(seen), ...seen.spoofs.map(({ request }) => request)];
  const own = all.filter((request) => request.service === service);
  const records = own.flatMap((request) => (request.records.value ?? []).map((record) => ({ request, record })));
  const arrivals = records.filter((one): one is Arrival => one.record.forwarded !== undefined);
  const evidence = { requests: arrivals.length };
  if (records.length === 0)
    return notPass('could not run', subject, {
      cause: `No audit record of ${own.length} requests through ${service} was read, so the header was not seen.`,
      remedy: 'Get requests answered and recorded first.',
      causedBy: reachedNobody(seen, service) ? 'balancer.pool' : 'audit.recorded',
    });
  if (arrivals.length === 0)
    return notPass('not applicable', subject, {
      cause: `The audit records do not hold the ${profile.clientIp.header} that arrived.`,
      remedy: 'Nothing to do: the recorded address is compared with the address of the client.',
    });
  const [edge] = farm.hops;
  if (edge === undefined || !CERTAIN.includes(edge.headerPolicy))
    return notPass('not applicable', subject, {
      cause: `${edge?.name ?? 'The network path'} lets the client’s own ${profile.clientIp.header} pass by plan, so any header may arrive.`,
      remedy: 'Nothing to do: forged headers are sent, and the recorded address is compared.',
    });
  const others = arrivals.filter(({ request, record }) => !isHeaderFrom(farm, request.sentFrom, record.forwarded));
  const [first] = others;
  if (first === undefined) return pass(subject, evidence);
  const translated = (client: string) => translatedTo(verification, seen, client);
  const wrong = others.find(({ request, record }) => {
    const address = translated(request.sentFrom);
    return address === null || !isHeaderFrom(farm, address, record.forwarded);
  });
  if (wrong === undefined)
    return notPass('could not tell', subject, {
      cause: `${profile.clientIp.header} holds ${translated(first.request.sentFrom)} for every request from ${first.request.sentFrom} through ${service}, so nothing is known of the header of an address that arrives as it is.`,
      remedy: NOT_TRANSLATED,
      evidence,
      causedBy: 'audit.client-ip',
    });
  const { lines } = headerAtNode(farm.hops, wrong.request.sentFrom);
  return notPass('fail', subject, {
    cause: `${profile.clientIp.header} reached ${wrong.record.node ?? wrong.request.node} as ${shown(wrong.record.forwarded)} for ${wrong.request.token}, sent from ${wrong.request.sentFrom}; by plan it is ${shown(lines)}.`,
    remedy:
      'Let the outermost device delete the client’s header and set its own, and each further one add what it sees.',
    evidence: { ...evidence, token: wrong.request.token, arrived: wrong.record.forwarded, planned: lines },
  });
}

/** The policies under which nothing of the client's own header is left. */
const CERTAIN: readonly string[] = ['replace', 'remove'];

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? 'no header' : `“${lines.join(' | ')}”`;
}
