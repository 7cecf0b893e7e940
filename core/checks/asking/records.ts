import type { AuditEntry } from '../../model/audit-source.ts';
import type { ErrorData } from '../../model/errors.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { Asked } from '../../model/reading.ts';
import type { RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { knownNode } from './known-node.ts';
import { type ReadRecords, readRecords } from './read-records.ts';
import { recordsOfRequest } from './records-of-request.ts';

const LOOK_EVERY_MS = 100;
/** How long the first record that is missing is waited for, in milliseconds: an application may write it late. */
const LONG_WAIT_MS = 5000;

/** Stands for the records of a request until they are read. */
export const NOT_READ_YET: ErrorData = {
  code: 'audit.not-read-yet',
  field: null,
  message: 'The audit records are read after all requests were sent.',
  remedy: 'Hand in the audit records.',
};

/** Returns whether the records of a request are still to be read. */
export function isUnread({ records }: RequestSeen): boolean {
  return records.error?.code === NOT_READ_YET.code;
}

/** Returns whether the records of this farm are read after all requests were sent, because a person looks them up. */
export function areRecordsLate(
  { farm, profile }: Pick<Verification, 'farm' | 'profile'>,
  ports: Pick<VerifyPorts, 'host'>,
): boolean {
  const now = new Date();
  const questions = profile.audit.ask(farm, { token: '', from: now, to: now });
  return questions.some(({ host }) => ports.host(host).answers === 'later');
}

/** How long records are waited for, by what was seen in each verification, in milliseconds. */
const waits = new WeakMap<Verification, number>();

/**
 * Reads the records of these requests, until each that was answered well has one or their delay is over. The first time
 * that one is missing it is waited for longer; after that as long as records were seen to take.
 * @returns the requests with their records; as they are if a person looks the records up
 */
export async function withRecords<T extends RequestSeen>(
  verification: Verification,
  requests: readonly T[],
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<T[]> {
  if (requests.length === 0 || areRecordsLate(verification, ports)) return [...requests];
  const { delayMs } = verification.profile.audit;
  const waitMs = waits.get(verification) ?? Math.max(delayMs, LONG_WAIT_MS);
  const began = performance.now();
  let lastFoundMs = 0;
  let missingBefore = Number.POSITIVE_INFINITY;
  for (;;) {
    const read = await readRecords(questionsFor(verification, requests), ports, signal);
    const found = giveRecords(verification, requests, read);
    const missing = found.filter((request) => isExpected(request) && request.records.value?.length === 0).length;
    const elapsed = performance.now() - began;
    if (missing < missingBefore) lastFoundMs = elapsed;
    missingBefore = missing;
    if (missing === 0) return found;
    if (elapsed >= waitMs) {
      waits.set(verification, Math.max(delayMs, lastFoundMs * 2));
      return found;
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}

function isExpected({ status }: RequestSeen): boolean {
  return status !== null && status < 400;
}

/** Returns the questions for the records of these requests: by their token or what their tokens begin with, and by their span. */
export function questionsFor(
  { farm, profile, tokenStart }: Verification,
  requests: readonly RequestSeen[],
): Asked<AuditEntry[]>[] {
  const [only] = requests;
  if (only === undefined) return [];
  const times = requests.flatMap(({ span: { from, to } }) => [Date.parse(from), Date.parse(to)]);
  return profile.audit.ask(farm, {
    token: requests.length === 1 ? only.token : tokenStart,
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times) + profile.audit.delayMs),
  });
}

/**
 * Returns the requests with their own among these records. Which node answered says the answer, and where it does not, the
 * record.
 */
export function giveRecords<T extends RequestSeen>(
  verification: Verification,
  requests: readonly T[],
  { entries, failed }: ReadRecords,
): T[] {
  const begins = requests.map(({ span }) => Date.parse(span.from)).sort((one, other) => one - other);
  return requests.map((request) => {
    const records = ownRecords(verification, request, entries, begins);
    const error = records.length > 0 ? undefined : whyUnread(verification, request, failed);
    if (error !== undefined) return { ...request, records: { error } };
    const recorded = records[0]?.node ?? null;
    const node = request.node ?? knownNode(verification.farm, recorded);
    return { ...request, node, records: { value: records } };
  });
}

/** Why nothing is known of the records of a request; undefined if they would have been read where they are written. */
function whyUnread(
  { farm }: Verification,
  { node }: RequestSeen,
  failed: ReadRecords['failed'],
): ErrorData | undefined {
  const isNode = (host: string) => nodesOf(farm).some(({ name }) => name === host);
  const other = [...failed].find(([host]) => !isNode(host) || node === null);
  return other?.[1] ?? (node === null ? undefined : failed.get(node));
}

function ownRecords(
  { profile: { audit } }: Verification,
  { token, span, sentFrom, node, service }: RequestSeen,
  entries: AuditEntry[],
  begins: number[],
): AuditEntry[] {
  if (audit.finds === 'token') return entries.filter(({ raw }) => raw.includes(token));
  const [from, answered] = [Date.parse(span.from), Date.parse(span.to)];
  // A record may be written after the answer, yet before the next request was sent.
  const next = begins.find((begin) => begin >= answered) ?? Number.POSITIVE_INFINITY;
  const to = Math.max(answered, Math.min(answered + audit.delayMs, next - 1));
  return recordsOfRequest(entries, { from: new Date(from), to: new Date(to), sentFrom, node, service });
}
