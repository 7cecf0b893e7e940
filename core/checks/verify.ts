import type { Cause } from '../model/check.ts';
import { type Outcome, outcomeKey } from '../model/check.ts';
import { nodesOf } from '../model/farm-parts.ts';
import type { Proof, SpoofAttempt } from '../model/result.ts';
import { causesOf, type RunFailure } from './causes/index.ts';
import { type Check, type Judgement, LOOKS, type Look } from './check.ts';
import { CHECKS } from './index.ts';
import { looksOf, recordProgress } from './looks.ts';
import { noObservations, type Observations } from './observations.ts';
import { lookAtBypass, lookAtDirect, lookAtSignIn } from './observe/around.ts';
import { lookAtDrill } from './observe/drill.ts';
import { lookAtForged } from './observe/forged.ts';
import { lookAtHealth } from './observe/health.ts';
import { lookAtRequests } from './observe/requests.ts';
import { lookAtSettings } from './observe/settings.ts';
import type { AuditRecord, Verification, VerifyPorts } from './ports.ts';
import { spoofAttempts } from './spoof-refused.ts';
import { whatIsSent } from './what-is-sent.ts';

/** What a verification found. */
export interface Verified {
  outcomes: Outcome[];
  causes: Cause[];
  proof: Proof[];
  spoof: SpoofAttempt[];
}

/**
 * Looks at the farm, then judges every check the profile asks for, as soon as what it needs has been seen.
 * @param failure the step a run ended at, if any: it stands first among the causes
 * @throws the signal's reason when cancelled
 */
export async function verify(
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
  failure?: RunFailure,
): Promise<Verified> {
  const seen = noObservations();
  const outcomes: Outcome[] = [];
  const willSend = whatIsSent(verification, ports);
  ports.record({ page: 'verify', sentence: willSend, body: { type: 'verify.started', willSend } });
  const checks = checksOf(verification);
  const looks = looksOf(verification, ports);
  for (const look of LOOKS) {
    if (looks.includes(look)) {
      recordProgress(look, verification, ports);
      await lookAt(look, verification, seen, ports, signal);
    }
    for (const check of checks.filter(({ after }) => after === look))
      for (const judgement of check.judge(verification, seen)) {
        const outcome = outcomeOf(verification, check, judgement);
        outcomes.push(outcome);
        ports.record({
          host: outcome.subject.node ?? null,
          page: 'verify',
          sentence: `${outcome.title}${outcome.subject.node ? `, ${outcome.subject.node}` : ''}${outcome.subject.service ? `, ${outcome.subject.service}` : ''}: ${outcome.verdict}.${outcome.cause ? ` ${outcome.cause}` : ''}`,
          technical: outcomeKey(outcome),
          body: { type: 'check.judged', outcome },
        });
      }
  }
  return {
    outcomes,
    causes: causesOf(verification, seen, outcomes, failure),
    proof: proofOf(verification, seen, outcomes),
    spoof: spoofAttempts(seen),
  };
}

/** The checks a profile asks for. @throws where it names one that does not exist: a fault in the profile */
function checksOf({ profile }: Verification): Check[] {
  const known = new Set(CHECKS.map(({ id }) => id));
  const unknown = profile.checks.find(({ check }) => !known.has(check));
  if (unknown !== undefined)
    throw new Error(`profile ${profile.id} asks for the check ${unknown.check}, which does not exist`);
  return CHECKS.filter(({ id }) => profile.checks.some(({ check }) => check === id));
}

async function lookAt(
  look: Look,
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<void> {
  switch (look) {
    case 'health':
      seen.health = await lookAtHealth(verification, ports, signal);
      return;
    case 'settings':
      return lookAtSettings(verification, seen, ports, signal);
    case 'requests':
      seen.requests = await lookAtRequests(verification, seen, ports, signal);
      return;
    case 'forged':
      seen.spoofs = await lookAtForged(verification, seen, ports, signal);
      return;
    case 'around': {
      const [direct, bypass, signIn] = await Promise.all([
        lookAtDirect(verification, seen, ports, signal),
        lookAtBypass(verification, seen, ports, signal),
        lookAtSignIn(verification, seen, ports, signal),
      ]);
      Object.assign(seen, { direct, bypass, signIn });
      return;
    }
    case 'drill':
      seen.drill = await lookAtDrill(verification, seen, ports, signal);
  }
}

function outcomeOf({ profile }: Verification, check: Check, judgement: Judgement): Outcome {
  return {
    id: check.id,
    subject: judgement.subject,
    required: check.required,
    verdict: judgement.verdict,
    title: check.title,
    cause: judgement.cause,
    remedy: judgement.remedy,
    clause: profile.checks.find(({ check: id }) => id === check.id)?.clause ?? null,
    page: check.page,
    evidence: judgement.evidence,
    causedBy: judgement.causedBy,
  };
}

/** One row for each service and node: the request that shows the verdict of `audit.client-ip`. */
function proofOf({ farm }: Verification, seen: Observations, outcomes: Outcome[]): Proof[] {
  return farm.services.flatMap(({ name: service }) =>
    nodesOf(farm).map(({ name: node }) => {
      const outcome = outcomes.find(
        ({ id, subject }) => id === 'audit.client-ip' && subject.node === node && subject.service === service,
      );
      const requests = seen.requests.filter((request) => request.service === service && request.node === node);
      const shown = requests.find(({ token }) => token === outcome?.evidence.token) ?? requests[0];
      const record: AuditRecord | undefined = shown?.records.value?.[0];
      return {
        service,
        node,
        token: shown?.token ?? '',
        sentFrom: shown?.sentFrom ?? farm.clientAddresses[0] ?? '',
        audited: record?.resolved ?? null,
        verdict: outcome?.verdict ?? ('could not run' as const),
      };
    }),
  );
}
