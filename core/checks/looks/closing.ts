import { nodesOf } from '../../model/farm-parts.ts';
import { askHealth } from '../asking/health.ts';
import { allRequests } from '../asking/late-records.ts';
import { readRecords } from '../asking/read-records.ts';
import { areRecordsLate, questionsFor } from '../asking/records.ts';
import { readSettings } from '../asking/settings.ts';
import type { Look } from '../look.ts';
import type { RequestSeen } from '../observations.ts';
import { moreRequests } from './more-requests.ts';
import { requests } from './requests.ts';

/**
 * What was seen first is asked again when all requests were sent: health and IP detection of every node, and all audit
 * records of this proof.
 */
export const closing: Look = {
  title: 'Asking again what was asked first',
  effect: 'reads',
  alone: true,
  needs: [requests, moreRequests],
  sends: ({ farm }) => [`At the end each health check is made once more from ${farm.wizardAddress}.`],
  run: async (verification, seen, ports, signal) => {
    // What a person handed in would only be read out again.
    const nodes = nodesOf(verification.farm).filter(({ name }) => ports.host(name).answers === 'at once');
    const settings = await readSettings(verification, nodes, ports, signal);
    seen.closing = { health: await askHealth(verification, ports, signal), settings };
    if (areRecordsLate(verification, ports)) return;
    const questions = questionsFor(verification, allRequests(seen));
    const { entries, failed } = await readRecords(questions, ports, signal);
    const [error] = failed.values();
    seen.again = error === undefined ? { value: entries } : { error };
    // A request that was refused is not waited for, and its record may come late all the same.
    const withLate = <T extends RequestSeen>(request: T): T =>
      request.records.value?.length === 0
        ? { ...request, records: { value: entries.filter(({ raw }) => raw.includes(request.token)) } }
        : request;
    seen.spoofs = seen.spoofs.map((spoof) => ({ ...spoof, request: withLate(spoof.request) }));
    seen.direct = seen.direct.map(withLate);
  },
};
