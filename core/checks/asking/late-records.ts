import type { AuditEntry } from '../../model/audit-source.ts';
import { pause } from '../../model/pause.ts';
import type { Asked } from '../../model/reading.ts';
import { forgedRequests, honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { askPeople } from './ask-people.ts';
import { plainRecord } from './plain-record.ts';
import { readRecords } from './read-records.ts';
import { giveRecords, isUnread, questionsFor } from './records.ts';

/** Returns the questions for the records of all requests that have none yet; none if every request has its own. */
export function lateQuestions(verification: Verification, seen: Observations): Asked<AuditEntry[]>[] {
  return questionsFor(verification, allRequests(seen).filter(isUnread));
}

/**
 * Reads the records that were not read while the requests were sent, and gives each request its own.
 * @returns whether people have to answer first; nothing is read then
 */
export async function readLateRecords(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<'read' | 'waiting'> {
  const questions = lateQuestions(verification, seen);
  if (questions.length === 0) return 'read';
  if (await askPeople(questions, ports, signal)) return 'waiting';
  const sent = Math.max(...allRequests(seen).map(({ span }) => Date.parse(span.to)));
  await pause(Math.max(0, sent + verification.profile.audit.delayMs - Date.now()), signal);
  const found = await readRecords(questions, ports, signal);
  giveRequests(seen, giveRecords(verification, allRequests(seen).filter(isUnread), found));
  return 'read';
}

/** Puts these requests, with what is known of them now, in the place of those with their tokens. */
export function giveRequests(seen: Observations, read: readonly RequestSeen[]): void {
  const byToken = new Map(read.map((request) => [request.token, request]));
  const give = <T extends RequestSeen>(requests: T[]): T[] =>
    requests.map((request) => ({ ...request, ...byToken.get(request.token) }));
  seen.requests = give(seen.requests);
  seen.shaped = give(seen.shaped);
  // These went straight to their node.
  seen.direct = give(seen.direct).map((request, index) => ({ ...request, node: seen.direct[index]?.node ?? null }));
  seen.entrances = seen.entrances.map((entrance) => ({ ...entrance, requests: give(entrance.requests) }));
  seen.spoofs = seen.spoofs.map((spoof) => {
    const [request = spoof.request] = give([spoof.request]);
    return { ...spoof, request, plain: plainRecord(seen, request) };
  });
}

/** Returns every request with a token. */
export function allRequests(seen: Observations): RequestSeen[] {
  return [...honestRequests(seen), ...forgedRequests(seen), ...seen.entrances.flatMap(({ requests }) => requests)];
}
