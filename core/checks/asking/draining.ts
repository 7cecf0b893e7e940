import { errorData } from '../../model/errors.ts';
import { balancerHost, nodesOf } from '../../model/farm-parts.ts';
import { readAnswer } from '../../model/host.ts';
import { pause } from '../../model/pause.ts';
import { recordDisturbance } from '../disturbance.ts';
import type { DrainSeen, ReachingRequest } from '../observations.ts';
import type { LookPorts, Verification, VerifyPorts } from '../ports.ts';
import { isEverywhere, readPool, untilEverywhere } from './pool-status.ts';

const PUT_BACK_TRIES = 3;
/** Limit of draining a node, and of one try to put it back, in milliseconds. */
const DEED_LIMIT_MS = 10_000;
const TRY_AGAIN_MS = 200;
/** After so many requests in a row that reach no new node, draining is given up. */
const MOST_MISSES = 3;
/** How much longer than its health check needs the balancer may take to have a node back in the pool. */
const SLACK_MS = 5000;

/**
 * Drains the nodes that the balancer prefers, one after another, until requests reach the wanted ones. At least one
 * node stays in the pool at all times, and nodes that somebody else has drained are left alone. Every node is put back,
 * also after an error and when cancelled, and the balancer's status is read to confirm it.
 * @param way.leave nodes that answer this client now
 * @throws the signal's reason when cancelled, once the nodes are back
 */
export async function reachByDraining(
  verification: Verification,
  way: { service: string; wanted: string[]; leave: string[]; send: () => Promise<ReachingRequest> },
  ports: LookPorts,
  signal: AbortSignal,
): Promise<{ requests: ReachingRequest[]; drains: DrainSeen[] }> {
  const requests: ReachingRequest[] = [];
  const drains: DrainSeen[] = [];
  // A person would have to drain each node, and to put it back.
  if (ports.host(balancerHost(verification.farm).name).answers === 'later') return { requests, drains };
  const pool = await readPool(verification, ports, signal);
  const names = nodesOf(verification.farm).map(({ name }) => name);
  const inPool = new Set(names.filter((name) => isEverywhere(verification, pool.value ?? [], name, 'up')));
  const wanted = new Set(way.wanted.filter((name) => inPool.has(name)));
  if (wanted.size === 0) return { requests, drains };
  const drain = (node: string) => {
    // Noted before it is done, so that the node is put back whatever happens.
    const noted: DrainSeen = { node, service: way.service, refused: null, problem: null };
    drains.push(noted);
    return drained(noted, verification, ports, signal);
  };
  try {
    for (const node of way.leave) if (inPool.delete(node) && !(await drain(node))) return { requests, drains };
    for (let misses = 0; misses < MOST_MISSES; ) {
      const request = await way.send();
      requests.push(request);
      wanted.delete(request.node ?? '');
      if (wanted.size === 0) break;
      if (request.node === null || !inPool.delete(request.node)) {
        misses++;
        await pause(TRY_AGAIN_MS, signal);
      } else if (!(await drain(request.node))) break;
    }
  } finally {
    await putAllBack(drains, verification, ports);
  }
  return { requests, drains };
}

/** @returns whether the balancer did it */
async function drained(
  drain: DrainSeen,
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const sentence = `Draining ${drain.node} at ${verification.balancer.name}, so that requests reach another node.`;
  recordDisturbance('drained', drain.node, ports, { over: false, sentence });
  drain.refused = await setNode(drain.node, 'drain', verification, ports);
  signal.throwIfAborted();
  return drain.refused === null;
}

/**
 * Waits for a change that was begun, also when cancelled: else a late *drain* could overtake the *ready*.
 * @returns null, or why it was not done, as a sentence part
 */
async function setNode(
  node: string,
  state: 'drain' | 'ready',
  { farm, balancer }: Verification,
  ports: VerifyPorts,
): Promise<string | null> {
  const limit = AbortSignal.timeout(DEED_LIMIT_MS);
  try {
    for (const asked of balancer.setNode(farm, node, state)) await readAnswer(asked, ports.host, limit);
    return null;
  } catch (error) {
    return limit.aborted ? `${balancer.name} gave no answer in ${DEED_LIMIT_MS / 1000} s` : errorData(error).message;
  }
}

/** Puts every node back. After the first failure each further node gets one try: a balancer that is gone must not delay for long. */
async function putAllBack(drains: DrainSeen[], verification: Verification, ports: LookPorts): Promise<void> {
  let tries = PUT_BACK_TRIES;
  for (const drain of drains) {
    drain.problem = await putBack(drain.node, tries, verification, ports);
    if (drain.problem !== null) tries = 1;
  }
  const { intervalMs, timeoutMs, rise } = verification.farm.healthCheck;
  const until = performance.now() + intervalMs * (rise + 1) + timeoutMs + SLACK_MS;
  for (const drain of drains) drain.problem ??= await confirmBack(drain.node, until, verification, ports);
  for (const { node, problem } of drains) tellBack(node, problem, verification, ports);
}

async function putBack(
  node: string,
  tries: number,
  verification: Verification,
  ports: VerifyPorts,
): Promise<string | null> {
  for (let left = tries - 1; ; left--) {
    const problem = await setNode(node, 'ready', verification, ports);
    if (problem === null || left <= 0) return problem;
    await pause(TRY_AGAIN_MS, new AbortController().signal);
  }
}

async function confirmBack(
  node: string,
  until: number,
  verification: Verification,
  ports: VerifyPorts,
): Promise<string | null> {
  const limitMs = Math.ceil(Math.max(0, until - performance.now()));
  const limit = AbortSignal.timeout(limitMs + DEED_LIMIT_MS);
  try {
    return await untilEverywhere(verification, { node, state: 'up', limitMs }, ports, limit);
  } catch (error) {
    return limit.aborted ? `${verification.balancer.name} did not give its status in time` : errorData(error).message;
  }
}

function tellBack(node: string, problem: string | null, verification: Verification, ports: LookPorts): void {
  const { name } = verification.balancer;
  if (problem === null) {
    recordDisturbance('drained', node, ports, { over: true, sentence: `${node} is back in the pool at ${name}.` });
    return;
  }
  const sentence = `${node} was drained at ${name} and is not back in the pool: ${problem}. Put it back by hand.`;
  ports.tell({ host: balancerHost(verification.farm).name, sentence });
}
