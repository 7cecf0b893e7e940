import { errorData } from '../../model/errors.ts';
import { healthPathOf, hostNameOf, nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { healthRequest, isHealthyAnswer } from '../../model/health-request.ts';
import { pause } from '../../model/pause.ts';
import { recordDisturbance } from '../disturbance.ts';
import type { LookPorts, Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';
import { exchange } from './exchange.ts';
import { inParallel } from './in-parallel.ts';
import { quoted, saidIn } from './said-in.ts';
import { REQUEST_LIMIT_MS } from './send-token.ts';

/** Limit of one stop, and of one try to start, in milliseconds. */
const DEED_LIMIT_MS = 60_000;
const START_TRIES = 3;
const LOOK_EVERY_MS = 200;
/** How long a node may take to be healthy again after a cancellation, in milliseconds. */
const AFTER_CANCEL_MS = 20_000;

/**
 * Stops the application on a node.
 * @returns null, or why it was not stopped, as a sentence part
 * @throws the signal's reason when cancelled, once the stop has ended
 */
export async function stopNode(
  node: string,
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const sentence = `Stopping ${verification.profile.name} on ${node}.`;
  recordDisturbance('stopped', node, ports, { over: false, sentence });
  const problem = await setService(node, 'stopped', verification, ports);
  signal.throwIfAborted();
  return problem;
}

/**
 * Starts the application on a node again and waits until the node is healthy when asked directly. Has limits of its
 * own and goes on when cancelled: a stopped node is never left behind.
 * @returns null, or why the node is not back, as a sentence part
 */
export async function startAgain(
  node: string,
  verification: Verification,
  ports: LookPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const own = new AbortController().signal;
  const tell = (sentence: string) => ports.tell({ host: node, sentence });
  // Start first, record afterwards: a journal that cannot be written must not keep the node stopped.
  let problem = await setService(node, 'started', verification, ports);
  for (let tries = 1; problem !== null && tries < START_TRIES; tries++) {
    await pause(LOOK_EVERY_MS, own);
    problem = await setService(node, 'started', verification, ports);
  }
  if (problem === null)
    recordDisturbance('stopped', node, ports, {
      over: true,
      sentence: `${verification.profile.name} is started on ${node} again.`,
    });
  problem ??= await untilHealthy(node, verification, ports, signal);
  if (problem === null) tell(`${node} is healthy again.`);
  else tell(`${node} was stopped for the failover test and is not back: ${problem}. Start it by hand at once.`);
  return problem;
}

/** Waits for a change that was begun, also when cancelled: else a late stop could overtake the start. */
async function setService(
  node: string,
  state: 'stopped' | 'started',
  { profile }: Verification,
  ports: VerifyPorts,
): Promise<string | null> {
  const limit = AbortSignal.timeout(DEED_LIMIT_MS);
  try {
    await ports.host(node).service(profile.serviceName, state, limit);
    return null;
  } catch (error) {
    return limit.aborted ? `${node} gave no answer in ${DEED_LIMIT_MS / 1000} s` : errorData(error).message;
  }
}

async function untilHealthy(
  node: string,
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const own = new AbortController().signal;
  const { limitMs } = verification.farm.settle;
  const began = performance.now();
  for (;;) {
    const problems = await healthProblems(node, verification, ports, own);
    const [problem] = problems;
    if (problem === undefined) return null;
    const patience = signal.aborted ? Math.min(limitMs, AFTER_CANCEL_MS) : limitMs;
    if (performance.now() - began >= patience) return problem;
    await pause(LOOK_EVERY_MS, own);
  }
}

async function healthProblems(
  node: string,
  { farm, profile }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string[]> {
  const host = nodesOf(farm).find(({ name }) => name === node);
  if (host === undefined) throw new Error(`the farm has no node ${node}`);
  const found = await inParallel(profile.services, 2, async (service) => {
    const { name } = service;
    const request = {
      from: farm.wizardAddress,
      to: placeOf(farm, host, name),
      hostName: hostNameOf(farm, serviceNamed(farm, name)),
      ...healthRequest(healthPathOf(farm, service)),
      limitMs: REQUEST_LIMIT_MS,
    };
    const asked = await answerTo(() => exchange(request, node, ports, signal), signal);
    if (asked.value !== undefined && isHealthyAnswer(request, asked.value)) return null;
    return asked.value === undefined
      ? asked.error.message
      : `it answers ${asked.value.status} to the health check of ${name}${quoted(saidIn(asked.value.body))}`;
  });
  return found.flatMap((problem) => problem ?? []);
}
