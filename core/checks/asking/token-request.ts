import type { AuditEntry } from '../../model/audit-source.ts';
import { FarmError } from '../../model/errors.ts';
import type { Farm } from '../../model/farm.ts';
import { hostNameOf, nodesOf, serviceNamed } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { Asked } from '../../model/reading.ts';
import type { FollowedService } from '../followed-services.ts';
import type { Answer, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo, errorOf } from './answer-to.ts';
import { exchange } from './exchange.ts';
import { recordsOfRequest } from './records-of-request.ts';

/** Limit of one request, in milliseconds. */
export const REQUEST_LIMIT_MS = 5000;
const LOOK_EVERY_MS = 100;

/** The header by which a node says its name; the audit record has the last word. */
const SERVED_BY = 'x-served-by';

/** The request that is under way, of each verification whose records are found by their time: one at a time, so that spans do not meet. */
const underWay = new WeakMap<Verification, Promise<unknown>>();

/** Sends a request with a token of its own and reads what was recorded of it. */
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
  const token = `fw-${crypto.randomUUID()}`;
  const from = new Date();
  const asked = await answerTo(
    () =>
      exchange(
        {
          ...way,
          hostName: hostNameOf(verification.farm, serviceNamed(verification.farm, service.name)),
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
  const answer = asked.value;
  const answered = answer?.headers.find(([name]) => name.toLowerCase() === SERVED_BY)?.[1] ?? null;
  const records =
    answer !== undefined && answer.status < 400
      ? await findAudit(verification, { token, from, sentFrom: answer.sentFrom, node: answered }, ports, signal)
      : { value: [] };
  return {
    service: service.name,
    token,
    node: knownNode(verification.farm, records.value?.[0]?.node ?? answered),
    sentFrom: answer?.sentFrom ?? way.from,
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
    const questions = profile.audit.ask(farm, { token, from: wanted.from, to });
    const byPerson = questions.find(({ host }) => ports.host(host).takes === 'labels');
    if (byPerson !== undefined) throw auditByPerson(byPerson.host);
    const entries = (await Promise.all(questions.map((asked) => recordsOf(asked, ports, signal)))).flat();
    return profile.audit.finds === 'token' ? entries : recordsOfRequest(entries, { ...wanted, to });
  };
  const until = performance.now() + profile.audit.delayMs;
  for (;;) {
    const found = await answerTo(find, signal);
    if (found.error !== undefined || found.value.length > 0 || performance.now() >= until) return found;
    await pause(LOOK_EVERY_MS, signal);
  }
}

/** A log that is not there yet holds no record: a node makes it with its first one. */
async function recordsOf(
  { host, reading, parse }: Asked<AuditEntry[]>,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<AuditEntry[]> {
  const text = await ports.host(host).read(reading, signal);
  return text === null ? [] : parse(text);
}

function knownNode(farm: Farm, name: string | null): string | null {
  return nodesOf(farm).find((node) => node.name === name)?.name ?? null;
}

/** A person cannot be asked for the record of each request while the proof goes on. */
function auditByPerson(host: string): FarmError {
  return new FarmError({
    code: 'audit.by-person',
    message: `The audit records are read on ${host}, where a person works: they cannot be read during the proof.`,
    remedy: 'Let Farmwright reach the host with the audit records, or compare the records by hand.',
    at: host,
  });
}
