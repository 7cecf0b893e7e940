import type { PoolMember } from '../../model/balancer.ts';
import { balancerHost, nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import { askHealth } from '../asking/health.ts';
import { allRequests, giveRequests } from '../asking/late-records.ts';
import { readPool } from '../asking/pool-status.ts';
import { type ReadRecords, readRecords } from '../asking/read-records.ts';
import { areRecordsLate, giveRecords, questionsFor } from '../asking/records.ts';
import { readSettings } from '../asking/settings.ts';
import type { Look } from '../look.ts';
import { type Answer, honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { lastRequests } from './last-requests.ts';
import { moreRequests } from './more-requests.ts';
import { requests } from './requests.ts';

/** So long records are waited for where some were seen to come late, in milliseconds, and so often they are read. */
const MOST_LATE_MS = 15_000;
const LOOK_EVERY_MS = 1000;

/**
 * What was seen first is asked again when all requests were sent: health and IP detection of every node, the balancer’s
 * pool, every step of the plan, and all audit records of this proof.
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
    const isRead = ports.host(balancerHost(verification.farm).name).answers === 'later';
    const pool = isRead ? null : await lastPool(verification, seen, ports, signal);
    const steps = seen.steps.length === 0 ? [] : await ports.inspectPlan(signal);
    seen.closing = { health, settings, steps, pool };
    if (areRecordsLate(verification, ports)) return;
    // A second record of the last requests may still come.
    await pause(verification.profile.audit.delayMs, signal);
    const { entries, failed } = await readToTheEnd(verification, seen, ports, signal);
    seen.againAt = new Date().toISOString();
    const [error] = failed.values();
    seen.again = error === undefined ? { value: entries } : { error };
  },
};

/** The balancer's pool. One that has a node down gets the time to mark it up again: it may have missed one health check. */
async function lastPool(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Answer<PoolMember[]>> {
  const { intervalMs, timeoutMs, rise } = verification.farm.healthCheck;
  const until = performance.now() + intervalMs * (rise + 1) + timeoutMs;
  const ups = (seen.pool.value ?? []).filter(({ state }) => state === 'up');
  for (;;) {
    const pool = await readPool(verification, ports, signal);
    const isUp = ({ node, service }: PoolMember) =>
      pool.value?.some((one) => one.node === node && one.service === service && one.state === 'up') === true;
    if (pool.error !== undefined || ups.every(isUp) || performance.now() >= until) return pool;
    await pause(intervalMs, signal);
  }
}

/**
 * Reads the records of all requests, and gives those to requests that had none. Where some came later than they were waited
 * for, as with an application that writes many at a time, the others are waited for as well.
 */
async function readToTheEnd(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<ReadRecords> {
  const began = performance.now();
  // Where there is none at all yet, nothing says how long they take.
  let cameLate = honestRequests(seen).every(hasNone);
  for (;;) {
    const read = await readRecords(questionsFor(verification, allRequests(seen)), ports, signal);
    const late = giveRecords(verification, allRequests(seen).filter(hasNone), read);
    giveRequests(seen, late);
    cameLate ||= late.some((request) => (request.records.value?.length ?? 0) > 0);
    const isMissing = late.some((request) => hasNone(request) && (request.status ?? 400) < 400);
    if (!isMissing || !cameLate || performance.now() - began > MOST_LATE_MS) return read;
    await pause(LOOK_EVERY_MS, signal);
  }
}

function hasNone({ records }: RequestSeen): boolean {
  return records.value?.length === 0;
}
