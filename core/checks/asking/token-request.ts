import type { AuditEntry } from '../../model/audit-source.ts';
import { hostNameOf, serviceNamed } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { FollowedService } from '../followed-services.ts';
import type { Answer, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo, errorOf } from './answer-to.ts';
import { exchange } from './exchange.ts';
import { knownNode } from './known-node.ts';
import { areRecordsLate, NOT_READ_YET } from './late-records.ts';
import { readRecords } from './read-records.ts';
import { recordsOfRequest } from './records-of-request.ts';

/** Limit of one request, in milliseconds. */
export const REQUEST_LIMIT_MS = 5000;
const LOOK_EVERY_MS = 100;

/** The header by which a node says its name; the audit record has the last word. */
const SERVED_BY = 'x-served-by';

/** Returns how the tokens of a new proof begin: 8 random hexadecimal digits tell them from those of other proofs. */
export function newTokenStart(): string {
  return `fw-${crypto.randomUUID().slice(0, 8)}`;
}

/** The request that is under way, of each verification whose records are found by their time: one at a time, so that spans do not meet. */
const underWay = new WeakMap<Verification, Promise<unknown>>();

/**
 * Sends a request with a token of its own and reads what was recorded of it. Where a person looks up the records, they
 * are read after all requests were sent.
 */
export async function sendToken(...[verification, ...request]: Parameters<typeof sendNow>): Promise<RequestSeen> {
  if (verification.profile.audit.finds === 'token') return await sendNow(verification, ...request);
  const before = underWay.get(verification) ?? Promise.resolve();
  const sent = before.then(() => sendNow(verification, ...request));
  underWay.set(
    verification,
    sent.catch(() => {}),
  );
  return await sent;
}

async function sendNow(
  verification: Verification,
  service: FollowedService,
  way: { from: string; to: { address: string; port: number }; headers?: [string, string][] },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen> {
  const { farm, tokenStart } = verification;
  const token = `${tokenStart}-${crypto.randomUUID()}`;
  const from = new Date();
  const asked = await answerTo(
    () =>
      exchange(
        {
          ...way,
          hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
          method: 'GET',
          path: service.requestPath(token),
          limitMs: REQUEST_LIMIT_MS,
        },
        null,
        ports,
        signal,
      ),
    signal,
  );
  const to = new Date();
  const answer = asked.value;
  const answered = answer?.headers.find(([name]) => name.toLowerCase() === SERVED_BY)?.[1] ?? null;
  const find = async (): Promise<Answer<AuditEntry[]>> => {
    if (answer === undefined || answer.status >= 400) return { value: [] };
    if (areRecordsLate(verification, ports)) return { error: NOT_READ_YET };
    return await findAudit(verification, { token, from, sentFrom: answer.sentFrom, node: answered }, ports, signal);
  };
  const records = await find();
  return {
    service: service.name,
    token,
    node: knownNode(farm, records.value?.[0]?.node ?? answered),
    sentFrom: answer?.sentFrom ?? way.from,
    span: { from: from.toISOString(), to: to.toISOString() },
    status: answer?.status ?? null,
    error: errorOf(asked),
    records,
  };
}

/** Looks for the record until it is there or its delay is over. */
async function findAudit(
  { farm, profile }: Verification,
  { token, ...wanted }: { token: string; from: Date; sentFrom: string; node: string | null },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Answer<AuditEntry[]>> {
  const find = async () => {
    const to = new Date();
    const entries = await readRecords(profile.audit.ask(farm, { token, from: wanted.from, to }), ports, signal);
    return profile.audit.finds === 'token' ? entries : recordsOfRequest(entries, { ...wanted, to });
  };
  const until = performance.now() + profile.audit.delayMs;
  for (;;) {
    const found = await answerTo(find, signal);
    if (found.error !== undefined || found.value.length > 0 || performance.now() >= until) return found;
    await pause(LOOK_EVERY_MS, signal);
  }
}
