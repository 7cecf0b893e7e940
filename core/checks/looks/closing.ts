import { nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import { askHealth } from '../asking/health.ts';
import { allRequests, giveRequests } from '../asking/late-records.ts';
import { readRecords } from '../asking/read-records.ts';
import { areRecordsLate, giveRecords, questionsFor } from '../asking/records.ts';
import { readSettings } from '../asking/settings.ts';
import type { Look } from '../look.ts';
import type { RequestSeen } from '../observations.ts';
import { lastRequests } from './last-requests.ts';
import { moreRequests } from './more-requests.ts';
import { requests } from './requests.ts';

/**
 * What was seen first is asked again when all requests were sent: health and IP detection of every node, every
 * step of the plan, and all audit records of this proof.
 */
export const closing: Look = {
  title: 'Asking again what was asked first',
  effect: 'reads',
  alone: true,
  needs: [requests, moreRequests, lastRequests],
  sends: ({ farm }) => [`At the end each health check is made once more from ${farm.wizardAddress}.`],
  run: async (verification, seen, ports, signal) => {
    // What a person handed in would only be read out again.
    const nodes = nodesOf(verification.farm).filter(({ name }) => ports.host(name).answers === 'at once');
    const settings = await readSettings(verification, nodes, ports, signal);
    const health = await askHealth(verification, ports, signal);
    seen.closing = { health, settings, steps: seen.steps.length === 0 ? [] : await ports.inspectPlan(signal) };
    if (areRecordsLate(verification, ports)) return;
    // A second record of the last requests may still come.
    await pause(verification.profile.audit.delayMs, signal);
    const questions = questionsFor(verification, allRequests(seen));
    const { entries, failed } = await readRecords(questions, ports, signal);
    seen.againAt = new Date().toISOString();
    const [error] = failed.values();
    seen.again = error === undefined ? { value: entries } : { error };
    // A record may come later than it was waited for, and one of a request that was refused is not waited for.
    const late = giveRecords(verification, allRequests(seen).filter(hasNone), { entries, failed });
    giveRequests(seen, late);
  },
};

function hasNone({ records }: RequestSeen): boolean {
  return records.value?.length === 0;
}
