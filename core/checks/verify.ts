import type { Cause, Outcome } from '../model/check.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { outcomeKey } from '../model/outcome-key.ts';
import type { Proof, SpoofAttempt } from '../model/result.ts';
import { askPeople } from './asking/ask-people.ts';
import { countedVantage } from './asking/counted-vantage.ts';
import { readLateRecords } from './asking/late-records.ts';
import { pacedVantage } from './asking/paced-vantage.ts';
import { areRecordsLate } from './asking/records.ts';
import { causesOf, type RunFailure } from './causes/index.ts';
import type { Judgement } from './check.ts';
import { looksOf, refusal } from './consent.ts';
import { type AskedCheck, checksOf } from './index.ts';
import { spoofAttempts } from './judge/spoof-refused.ts';
import { type Look, withNeeds } from './look.ts';
import { untriedAddresses, untriedPlaces, untriedShapes } from './not-tried.ts';
import { noObservations, type Observations } from './observations.ts';
import type { Verification, VerifyPorts } from './ports.ts';
import { ProofWaits } from './proof-waits.ts';
import { type SentRequest, sentRequests, withRequests } from './requests-sent.ts';
import { whatIsSent } from './what-is-sent.ts';

/** What a verification found. */
export interface Verified {
  outcomes: Outcome[];
  causes: Cause[];
  proof: Proof[];
  spoof: SpoofAttempt[];
  /** Requests with a token; null where it was cancelled. */
  sent: SentRequest[] | null;
  /** What was not tried besides what the outcomes say, as sentences with the reason. */
  notTried: string[];
}

/** What was before a verification. */
export interface Before {
  /** The step a run ended at: it stands first among the causes. */
  failure?: RunFailure | undefined;
  /** What was seen by the verification that goes on now. Its requests were sent, and nothing is sent again. */
  seen?: Observations | undefined;
}

/**
 * Looks at the farm as far as the profile's checks need it and as was allowed, then judges every check the profile asks
 * for, as soon as what it needs has been seen. What people read is asked of them before anything is sent; audit records
 * that people look up are asked for when everything was sent.
 * @throws ProofWaits where people have to answer first; the signal's reason when cancelled
 */
export async function verify(
  verification: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
  { failure, seen: sent }: Before = {},
): Promise<Verified> {
  const seen = sent ?? noObservations();
  const outcomes: Outcome[] = [];
  const waiting = checksOf(verification.profile);
  const looks = looksOf(waiting, ports.consent);
  const done = new Set<Look>();
  const judgeReady = () => {
    for (let [check] = waiting; check !== undefined; [check] = waiting) {
      const refused = refusal(check, ports.consent);
      if (refused === null && [...withNeeds(check.needs)].some((look) => !done.has(look))) return;
      waiting.shift();
      for (const judgement of refused === null ? check.judge(verification, seen) : [refused]) {
        const outcome = outcomeOf(check, judgement);
        outcomes.push(outcome);
        recordOutcome(outcome, ports);
      }
    }
  };
  if (sent === undefined) {
    const questions = looks.flatMap(({ asks }) => asks?.(verification) ?? []);
    if (await askPeople(questions, ports, signal)) throw new ProofWaits(null);
    const willSend = whatIsSent(verification, ports);
    ports.record({ page: 'verify', sentence: willSend, body: { type: 'verify.started', willSend } });
    const { mostPerSecond, ...unpaced } = ports;
    const paced =
      mostPerSecond === undefined ? unpaced : { ...ports, vantage: pacedVantage(ports.vantage, mostPerSecond) };
    // A check can be judged early only where no record is still to come.
    const late = areRecordsLate(verification, ports);
    for (const together of groupsOf(looks)) {
      if (!late) judgeReady();
      // The failover test counts what is lost of requests that go on and on, and says how many these are.
      const portsOf = ({ effect }: Look) => (effect === 'disturbs' ? unpaced : paced);
      await Promise.all(together.map((look) => runLook(look, looks, verification, seen, portsOf(look), signal)));
      for (const look of together) done.add(look);
    }
  }
  if ((await readLateRecords(verification, seen, ports, signal)) === 'waiting') throw new ProofWaits(seen);
  for (const look of looks) done.add(look);
  judgeReady();
  return {
    outcomes: withRequests(outcomes, checksOf(verification.profile), seen),
    causes: causesOf(verification, seen, outcomes, failure),
    proof: proofOf(verification, seen, outcomes),
    spoof: spoofAttempts(seen),
    sent: sentRequests(seen),
    notTried: [
      ...untriedShapes(verification, seen),
      ...untriedAddresses(verification, seen),
      ...untriedPlaces(verification),
    ],
  };
}

/** Neighbours that do not need each other run at the same time. A look that disturbs runs alone. */
function groupsOf(looks: Look[]): Look[][] {
  const groups: Look[][] = [];
  for (const look of looks) {
    const group = groups.at(-1);
    const apart = [look, ...(group ?? [])].some(({ effect, alone }) => effect === 'disturbs' || alone === true);
    if (group === undefined || apart || group.some((other) => withNeeds([look]).has(other))) groups.push([look]);
    else group.push(look);
  }
  return groups;
}

function runLook(
  look: Look,
  looks: Look[],
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<void> {
  const tell = ({ host = null, ...told }: { sentence: string; host?: string | null; technical?: string }) =>
    ports.record({
      host,
      page: 'verify',
      ...told,
      body: { type: 'verify.progress', stage: look.title, done: looks.indexOf(look), of: looks.length },
    });
  tell({ sentence: `${look.title}.` });
  // Requests that wait for their turn can take minutes.
  const { mostPerSecond } = ports;
  const vantage =
    mostPerSecond === undefined
      ? ports.vantage
      : countedVantage(ports.vantage, (sent) =>
          tell({ sentence: `${look.title}: ${sent} requests sent, at most ${mostPerSecond} in a second.` }),
        );
  return look.run(verification, seen, { ...ports, vantage, tell }, signal);
}

function outcomeOf({ id, title, required, clause, page }: AskedCheck, judgement: Judgement): Outcome {
  return { id, title, required, clause, page, ...judgement };
}

function recordOutcome(outcome: Outcome, ports: VerifyPorts): void {
  const { title, subject, verdict, cause } = outcome;
  const about = [title, subject.node, subject.service].filter((part) => part !== undefined).join(', ');
  ports.record({
    host: subject.node ?? null,
    page: 'verify',
    sentence: `${about}: ${verdict}.${cause ? ` ${cause}` : ''}`,
    technical: outcomeKey(outcome),
    body: { type: 'check.judged', outcome },
  });
}

/** One row for each service and node that was judged: the request that shows the verdict of `audit.client-ip`. */
function proofOf({ farm }: Verification, seen: Observations, outcomes: Outcome[]): Proof[] {
  return farm.services.flatMap(({ name: service }) =>
    nodesOf(farm).flatMap(({ name: node }) => {
      const outcome = outcomes.find(
        ({ id, subject }) => id === 'audit.client-ip' && subject.node === node && subject.service === service,
      );
      if (outcome === undefined) return [];
      const requests = seen.requests.filter((request) => request.service === service && request.node === node);
      const shown = requests.find(({ token }) => token === outcome.evidence.token) ?? requests[0];
      const sentFrom = shown?.sentFrom ?? farm.clientAddresses[0] ?? '';
      const audited = shown?.records.value?.[0]?.address ?? null;
      return [{ service, node, token: shown?.token ?? '', sentFrom, audited, verdict: outcome.verdict }];
    }),
  );
}
