import { applyWaivers } from '../checks/apply-waivers.ts';
import { newTokenStart } from '../checks/asking/tokens.ts';
import type { RunFailure } from '../checks/causes/index.ts';
import { checksOf } from '../checks/index.ts';
import { notTried } from '../checks/not-tried.ts';
import { overallOf } from '../checks/overall.ts';
import type { Verification, VerifyPorts } from '../checks/ports.ts';
import { ProofWaits } from '../checks/proof-waits.ts';
import { requestsOf } from '../checks/requests-sent.ts';
import { type Verified, verify } from '../checks/verify.ts';
import type { Outcome } from '../model/check.ts';
import { addressOf, nodesOf } from '../model/farm-parts.ts';
import { withOffset } from '../model/moment.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { ReadByPerson, Result } from '../model/result.ts';
import { showText } from '../model/text.ts';
import type { Waiver } from '../model/waiver.ts';
import { configurationFile } from '../steps/balancer.ts';
import { type KeptProof, ProofKept } from './kept-proof.ts';

/** Who runs a proof, where and with what. */
export type Prover = Record<'operator' | 'computer' | 'version', string>;

/**
 * Verifies a farm and makes the one result of it. A cancelled verification has a result too: what was judged, and
 * every other check as *cancelled*, which is never better than unknown.
 * @throws ProofKept where people have to answer first
 * @param run.judged outcomes as they are judged, kept by the caller
 */
export async function proveFarm(
  inputs: PlanInputs,
  ports: VerifyPorts,
  run: {
    faults: string[];
    judged: Outcome[];
    signal: AbortSignal;
    failure?: RunFailure | undefined;
    waivers?: readonly Waiver[];
    kept?: KeptProof | undefined;
    prover: Prover;
    readByPeople: ReadByPerson[];
  },
): Promise<Omit<Result, 'durationsMs'>> {
  const { kept, failure } = run;
  const began = kept?.began ?? withOffset(new Date());
  const verification = verificationOf(inputs, kept?.tokenStart ?? newTokenStart());
  let verified: Verified;
  try {
    verified = await verify(verification, ports, run.signal, { failure, seen: kept?.seen });
  } catch (error) {
    if (error instanceof ProofWaits && error.seen !== null) {
      const { tokenStart } = verification;
      throw new ProofKept({ seen: error.seen, tokenStart, began });
    }
    if (error instanceof ProofWaits) throw new ProofKept(null);
    if (!run.signal.aborted) throw error;
    verified = { outcomes: [...run.judged, ...notJudged(inputs, run.judged)], ...NOTHING_SEEN };
  }
  const { causes, proof, spoof, sent } = verified;
  const ended = new Date();
  const outcomes = applyWaivers(verified.outcomes, run.waivers ?? [], ended.toISOString().slice(0, 10));
  const requests = sent && requestsOf(sent, outcomes);
  return {
    schema: 'farmwright-result/2',
    began,
    ended: withOffset(ended),
    ...run.prover,
    ...aboutFarm(inputs),
    ...overallOf(outcomes, { requests, ended: withOffset(ended) }),
    requests,
    notTried: notTried(outcomes, proof, verified.notTried),
    readByPeople: run.readByPeople,
    faults: run.faults,
    proof,
    spoof,
    checks: outcomes,
    causes,
  };
}

/** Returns what a result says of its farm. */
export function aboutFarm({
  farm,
  profile,
  balancer,
}: PlanInputs): Pick<Result, 'farm' | 'nodes' | 'profile' | 'profileName' | 'balancer' | 'balancerName'> {
  return {
    farm: { id: farm.id, name: farm.name },
    nodes: nodesOf(farm).map((node) => ({ name: node.name, address: addressOf(node) })),
    profile: profile.id,
    profileName: profile.name,
    balancer: balancer.id,
    balancerName: balancer.name,
  };
}

const NOTHING_SEEN = { causes: [], proof: [], spoof: [], sent: null, notTried: [] };

/** Returns what is verified: the plan's inputs, and what the plan puts at the balancer. @param tokenStart how tokens begin */
export function verificationOf(inputs: PlanInputs, tokenStart: string): Verification {
  return { ...inputs, balancerConfiguration: showText(configurationFile(inputs).content), tokenStart };
}

function notJudged({ profile }: PlanInputs, judged: Outcome[]): Outcome[] {
  const missing = checksOf(profile).filter(({ id }) => judged.every((outcome) => outcome.id !== id));
  return missing.map(({ id, title, required, clause, page }) => ({
    id,
    subject: {},
    required,
    verdict: 'cancelled',
    title,
    cause: `“${title}” was not run, because the verification was cancelled.`,
    remedy: 'Verify again.',
    clause,
    page,
    evidence: {},
    causedBy: null,
  }));
}
