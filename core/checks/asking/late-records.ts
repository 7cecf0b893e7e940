import type { AuditEntry } from '../../model/audit-source.ts';
import type { ErrorData } from '../../model/errors.ts';
import { pause } from '../../model/pause.ts';
import type { Asked } from '../../model/reading.ts';
import type { Answer, Observations, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';
import { askPeople } from './ask-people.ts';
import { knownNode } from './known-node.ts';
import { plainRecord } from './plain-record.ts';
import { readRecords } from './read-records.ts';
import { recordsOfRequest } from './records-of-request.ts';

/** Stands for the records of a request until they are read, after all requests were sent. */
export const NOT_READ_YET: ErrorData = {
  code: 'audit.not-read-yet',
  field: null,
  message: 'The audit records are read after all requests were sent.',
  remedy: 'Hand in the audit records.',
};

/** Returns whether the records of this farm are read after all requests were sent, because a person looks them up. */
export function areRecordsLate(
  { farm, profile }: Pick<Verification, 'farm' | 'profile'>,
  ports: Pick<VerifyPorts, 'host'>,
): boolean {
  const now = new Date();
  const questions = profile.audit.ask(farm, { token: '', from: now, to: now });
  return questions.some(({ host }) => ports.host(host).answers === 'later');
}

/** Returns the questions for the records of all requests that have none yet; none where every request has its own. */
export function lateQuestions({ farm, profile, tokenStart }: Verification, seen: Observations): Asked<AuditEntry[]>[] {
  const unread = allRequests(seen).filter(isUnread);
  if (unread.length === 0) return [];
  const times = unread.flatMap(({ span: { from, to } }) => [Date.parse(from), Date.parse(to)]);
  return profile.audit.ask(farm, {
    token: tokenStart,
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times)),
  });
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
  const entries = await answerTo(() => readRecords(questions, ports, signal), signal);
  giveRecords(verification, seen, entries);
  return 'read';
}

function giveRecords(verification: Verification, seen: Observations, entries: Answer<AuditEntry[]>): void {
  const give = <T extends RequestSeen>(request: T): T =>
    isUnread(request) ? { ...request, records: ownRecords(verification, request, entries) } : request;
  const withNode = <T extends RequestSeen>(request: T): T => {
    const recorded = request.records.value?.[0]?.node ?? null;
    return recorded === null ? request : { ...request, node: knownNode(verification.farm, recorded) };
  };
  seen.requests = seen.requests.map((request) => withNode(give(request)));
  // These went straight to their node.
  seen.direct = seen.direct.map(give);
  seen.spoofs = seen.spoofs.map((spoof) => {
    const request = withNode(give(spoof.request));
    return { ...spoof, request, plain: plainRecord(seen, request) };
  });
}

function ownRecords(
  { profile }: Verification,
  request: RequestSeen,
  entries: Answer<AuditEntry[]>,
): Answer<AuditEntry[]> {
  if (entries.value === undefined) return entries;
  const { token, span, sentFrom, node } = request;
  if (profile.audit.finds === 'token') return { value: entries.value.filter(({ raw }) => raw.includes(token)) };
  const wanted = { from: new Date(span.from), to: new Date(span.to), sentFrom, node };
  return { value: recordsOfRequest(entries.value, wanted) };
}

function allRequests(seen: Observations): RequestSeen[] {
  return [...seen.requests, ...seen.spoofs.map(({ request }) => request), ...seen.direct];
}

/** Returns whether the records of a request are read after all requests were sent. */
export function isUnread({ records }: RequestSeen): boolean {
  return records.error?.code === NOT_READ_YET.code;
}
