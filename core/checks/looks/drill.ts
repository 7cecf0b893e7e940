import { keepsClients, nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import { startAgain, stopNode } from '../asking/node-service.ts';
import { isEverywhere, readPool, statesOf } from '../asking/pool-status.ts';
import { answeringServices, EVERY_MS, LANES, type SteadyRequests, steadyRequests } from '../asking/steady-requests.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import { type DrillSeen, isHealthy, type Observations } from '../observations.ts';
import type { LookPorts, Verification, VerifyPorts } from '../ports.ts';
import { health } from './health.ts';

/** How long requests run before the stop, and after the balancer has noticed it, in milliseconds. */
const BASELINE_MS = 1000;
const CALM_MS = 1000;
/** How much longer than planned the balancer may take: a slow computer is no fault of the farm. */
const SLACK_MS = 5000;
/** A balancer that may take longer than this is not waited for, in milliseconds. */
const MOST_PLANNED_MS = 300_000;
const LOOK_EVERY_MS = 100;
const TELL_EVERY_MS = 1000;

/** How long the balancer may take to notice a stopped node by its health check, in milliseconds; then with slack. */
function plannedDetection({ farm }: Verification): { plannedMs: number; limitMs: number } {
  const { intervalMs, fall, timeoutMs } = farm.healthCheck;
  const plannedMs = intervalMs * fall + timeoutMs;
  return { plannedMs, limitMs: plannedMs + SLACK_MS };
}

/** How long the balancer may take to have a node back in the pool, with slack, in milliseconds. */
function plannedReturn({ farm }: Verification): number {
  const { intervalMs, rise, timeoutMs } = farm.healthCheck;
  return intervalMs * (rise + 1) + timeoutMs + SLACK_MS + nodesOf(farm).length * EVERY_MS * 2;
}

/**
 * Stops the application on one node under steady requests, counts what is lost until the balancer notices and
 * afterwards, starts the application again and waits until the node is back in the pool. The application is started
 * again whatever happens, also when the look is cancelled.
 */
export const drill: Look = {
  title: 'Stopping a node, and counting what is lost',
  effect: 'disturbs',
  needs: [health],
  sends: (verification) => {
    const { farm, profile, balancer } = verification;
    const { limitMs } = plannedDetection(verification);
    const longestMs = BASELINE_MS + limitMs + CALM_MS + farm.settle.limitMs + plannedReturn(verification);
    return [
      `Before all requests with a token, ${profile.name} is stopped on one node and started again, while requests for the health path go to ${listed(answeringServices(farm, profile).map(({ name }) => name))} every ${EVERY_MS} ms each, until ${balancer.name} has noticed both. This takes seconds as a rule, and at most ${Math.round(longestMs / 1000)} s besides stopping and starting. The requests leave no audit entries. Some may fail, and so may a few requests of other clients.`,
    ];
  },
  run: async (verification, seen, ports, signal) => {
    const found: DrillSeen = { ...NOTHING_SEEN, ...plannedDetection(verification) };
    const node = await chooseNode(found, verification, seen, ports, signal);
    found.node = node;
    if (node !== null) {
      const steady = steadyRequests(verification, addressesFor(node, verification, seen), ports, signal);
      try {
        await stopAndStart(node, found, steady, verification, ports, signal);
      } finally {
        await steady.end();
      }
      Object.assign(found, steady.tally(), { answeredBy: steady.answeredBy() });
    }
    seen.drill = found;
  },
};

const NOTHING_SEEN: Omit<DrillSeen, 'plannedMs' | 'limitMs'> = {
  node: null,
  hindered: null,
  sent: 0,
  answered: 0,
  lost: 0,
  lostBy: {},
  answeredBy: {},
  baseline: { sent: 0, answered: 0, lost: 0, lostBy: {} },
  lostAfterDetection: 0,
  stopTookMs: 0,
  detectedMs: null,
  lastLossMs: null,
  backMs: null,
  notBack: null,
};

/**
 * The last node that may be stopped while another one stays: healthy, and in the pool of every service. Where a client
 * stays on its node, one that has a client of ours, so that there are requests to lose.
 */
async function chooseNode(
  drill: DrillSeen,
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const { farm, balancer } = verification;
  const healthy = nodesOf(farm)
    .map(({ name }) => name)
    .filter((name) => isHealthy(seen, name));
  const pool = await readPool(verification, ports, signal);
  const hinder = (cause: string, remedy: string, causedBy?: string) => {
    drill.hindered = { verdict: 'could not run', cause, remedy, ...(causedBy === undefined ? {} : { causedBy }) };
    return null;
  };
  const byHand = healthy.filter((name) => ports.host(name).answers === 'later');
  if (byHand.length > 0)
    return hinder(
      `No node was stopped: people work on ${listed(byHand)}, and Farmwright cannot stop a service there.`,
      'Stop a node by hand, and watch that requests are answered meanwhile.',
    );
  if (healthy.length < 2)
    return hinder(
      `${healthy.length} of ${nodesOf(farm).length} nodes ${healthy.length === 1 ? 'is' : 'are'} healthy. A node is stopped only where another one stays.`,
      'Start the other nodes first.',
      'health.node',
    );
  if (pool.value === undefined)
    return hinder(
      `No node was stopped, because the status of ${balancer.name} could not be read: ${pool.error.message}`,
      pool.error.remedy,
    );
  const inPool = healthy.filter((name) => isEverywhere(verification, pool.value, name, 'up'));
  if (inPool.length < 2)
    return hinder(
      `${balancer.name} has ${inPool.length} of ${healthy.length} healthy nodes in the pool. A node is stopped only where another one stays.`,
      'Put the healthy nodes in the pool first.',
      'balancer.pool',
    );
  if (drill.plannedMs > MOST_PLANNED_MS)
    return hinder(
      `${balancer.name} may take ${drill.plannedMs / 1000} s to notice a stopped node; the failover test waits ${MOST_PLANNED_MS / 1000} s at most.`,
      'Shorten the interval of the balancer’s health check.',
    );
  const kept = inPool.filter((name) => seen.requests.some((sent) => sent.node === name && sent.way !== 'drained'));
  return (keepsClients(farm) ? [...inPool, ...kept] : inPool).at(-1) ?? null;
}

/** Where a client stays on its node, several clients are needed; those of the node that is to be stopped come first. */
function addressesFor(node: string, { farm }: Verification, seen: Observations): string[] {
  if (!keepsClients(farm)) return farm.clientAddresses.slice(0, 1);
  const own = seen.requests.filter((sent) => sent.node === node && sent.way !== 'drained');
  const of = farm.clientAddresses.filter((address) => own.some(({ sentFrom }) => sentFrom === address));
  return [...new Set([...of, ...farm.clientAddresses])].slice(0, LANES);
}

async function stopAndStart(
  node: string,
  drill: DrillSeen,
  steady: SteadyRequests,
  verification: Verification,
  ports: LookPorts,
  signal: AbortSignal,
): Promise<void> {
  const { name } = verification.balancer;
  const watch = watcher(node, steady, ports, signal);
  await watch(`Requests go through every virtual service before ${node} is stopped`, BASELINE_MS);
  drill.baseline = steady.tally();
  if (drill.baseline.lost > 0 || drill.baseline.sent === 0) {
    drill.hindered = lossyBaseline(drill.baseline);
    return;
  }
  const askedAt = performance.now();
  let detectedAt: number | null = null;
  let startedAt = askedAt;
  try {
    const problem = await stopNode(node, verification, ports, signal);
    drill.stopTookMs = performance.now() - askedAt;
    if (problem === null) {
      const isDown = async () => {
        const pool = await readPool(verification, ports, signal);
        return isEverywhere(verification, pool.value ?? [], node, 'down');
      };
      const noticed = await watch(`${node} is stopped; waiting until ${name} notices`, drill.limitMs, isDown);
      if (noticed) {
        detectedAt = performance.now();
        drill.detectedMs = detectedAt - askedAt;
        await watch(`${name} has marked ${node} down; no request may be lost now`, CALM_MS);
      }
    } else drill.hindered = notStopped(node, problem);
  } finally {
    startedAt = performance.now();
    drill.notBack = await startAgain(node, verification, ports, signal);
  }
  signal.throwIfAborted();
  drill.notBack ??= await untilBack(node, startedAt, steady, verification, ports, signal, watch);
  if (drill.notBack === null) drill.backMs = performance.now() - startedAt;
  await steady.end();
  drill.lostAfterDetection = detectedAt === null ? 0 : steady.tally(detectedAt).lost;
  const lastLoss = steady.lastLossAt();
  drill.lastLossMs = lastLoss === null ? null : lastLoss - askedAt;
}

type Watch = (what: string, limitMs: number, isSo?: () => Promise<boolean>) => Promise<boolean>;

/** Waits until something is so or the time is over, and tells now and then how many requests were lost by then. */
function watcher(node: string, steady: SteadyRequests, ports: LookPorts, signal: AbortSignal): Watch {
  return async (what, limitMs, isSo = async () => false) => {
    const began = performance.now();
    let toldAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      if (await isSo()) return true;
      const now = performance.now();
      if (now - began >= limitMs) return false;
      if (now - toldAt >= TELL_EVERY_MS) {
        const { sent, answered, lost } = steady.tally();
        const sentence = `${what}: ${seconds(now - began)} of at most ${seconds(limitMs)} s; ${sent} requests sent, ${answered} answered, ${lost} lost.`;
        ports.tell({ host: node, sentence });
        toldAt = now;
      }
      await pause(LOOK_EVERY_MS, signal);
    }
  };
}

/** @returns null, or what was not seen within the limit, as a sentence part */
async function untilBack(
  node: string,
  startedAt: number,
  steady: SteadyRequests,
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
  watch: Watch,
): Promise<string | null> {
  // A client that persistence has moved may stay where it is, and an application may not tell which node answers.
  const answered = steady.answeredBy()[node] ?? 0;
  const mustAnswer = !keepsClients(verification.farm) && answered > 0;
  let missing = '';
  const isBack = async () => {
    const pool = await readPool(verification, ports, signal);
    if (pool.value === undefined) missing = pool.error.message;
    else if (!isEverywhere(verification, pool.value, node, 'up'))
      missing = `${verification.balancer.name} has it ${statesOf(verification, pool.value, node)}`;
    else if (mustAnswer && (steady.answeredBy(startedAt)[node] ?? 0) === 0) missing = 'it answers no request';
    else return true;
    return false;
  };
  const back = await watch(
    `${node} runs again; waiting until it is back in the pool`,
    plannedReturn(verification),
    isBack,
  );
  return back ? null : missing;
}

function lossyBaseline({ sent, lost, lostBy }: DrillSeen['baseline']): DrillSeen['hindered'] {
  const met = Object.entries(lostBy).map(([what, times]) => `${times} × ${what}`);
  return {
    verdict: 'could not tell',
    cause:
      sent === 0
        ? '0 requests were answered before the stop, so nothing was stopped.'
        : `${lost} of ${sent} requests were lost before anything was stopped (${met.join(', ')}), so nothing was stopped.`,
    remedy: 'Get the virtual services to answer every request first.',
  };
}

function notStopped(node: string, problem: string): DrillSeen['hindered'] {
  return {
    verdict: 'could not run',
    cause: `${node} was not stopped: ${problem}.`,
    remedy: 'Check that Farmwright may stop and start the application’s service there.',
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
