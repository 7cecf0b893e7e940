import { isIP } from 'node:net';
import { until } from '../support/until.ts';
import { type FarmPlaces, nodeIn, type Sent, sendAll, signIn } from './traffic.ts';

/** A record of the audit, as it is in the database. */
export interface AuditRow {
  token: string;
  node: string;
  service: string;
  /** The header as it arrived, one text for each line. */
  forwarded: string[];
  address: string | null;
}

/** Whether a farm keeps the promise, and if not, the first thing that is wrong. */
export type Judged = { right: true; requests: number } | { right: false; requests: number; reason: string };

const LONGEST_WAIT_MS = 6000;

/**
 * Decides by traffic of its own whether a farm is right: of each request that forges nothing there is exactly one record,
 * with the address that it was sent from; and nothing forged makes any record hold another one.
 * @param ports.rows the records of tokens that begin so
 * @param ports.lateMs how much later than its request a record may be written
 */
export async function askOracle(
  farm: FarmPlaces,
  ports: { tokenStart: string; lateMs: number; rows(tokenStart: string): Promise<AuditRow[]> },
): Promise<Judged> {
  const signedIn = await signIn(farm);
  const cookie = typeof signedIn === 'string' ? null : signedIn.cookie;
  const sent = await sendAll(farm, ports.tokenStart, cookie);
  const rows = await allRows(sent, ports);
  const requests = sent.length;
  const reason = typeof signedIn === 'string' ? signedIn : firstWrong(farm, sent, rows);
  return reason === null ? { right: true, requests } : { right: false, requests, reason };
}

async function allRows(
  sent: Sent[],
  { tokenStart, lateMs, rows }: Parameters<typeof askOracle>[1],
): Promise<AuditRow[]> {
  const began = performance.now();
  const answered = sent.filter(({ reply }) => reply !== null && reply.status < 400).map(({ token }) => token);
  let missing = Number.POSITIVE_INFINITY;
  let since = began;
  await until(
    async () => {
      const tokens = new Set((await rows(`${tokenStart}-`)).map(({ token }) => token));
      const now = answered.filter((token) => !tokens.has(token)).length;
      if (now < missing) since = performance.now();
      missing = now;
      // Records that nobody writes are not waited for longer than records were late.
      return missing === 0 || performance.now() - since > lateMs + 500 || performance.now() - began > LONGEST_WAIT_MS;
    },
    { what: 'records come no more' },
  );
  // A second record of the last request may still come.
  const last = performance.now() + lateMs;
  await until(() => performance.now() >= last, { what: 'late records are written' });
  return await rows(`${tokenStart}-`);
}

function firstWrong(farm: FarmPlaces, sent: Sent[], rows: AuditRow[]): string | null {
  const byToken = new Map<string, AuditRow[]>();
  for (const row of rows) byToken.set(row.token, [...(byToken.get(row.token) ?? []), row]);
  const ownNames = namesOfNodes(farm, sent, byToken);
  for (const one of sent) {
    const wrong = whatIsWrong(one, byToken.get(one.token) ?? [], ownNames);
    if (wrong !== null) return `${named(one)}: ${wrong}`;
  }
  for (const { name: service } of farm.services)
    for (const { name } of farm.nodes) {
      const own = sent.filter((one) => one.service === service && one.straightTo === null && !one.isFurther);
      const nodes = own.map(({ token, reply }) => nodeIn(reply) ?? byToken.get(token)?.[0]?.node ?? '');
      if (!nodes.some((node) => isCalled(node, name))) return `no request of ${service} reached ${name}`;
    }
  return null;
}

/**
 * The name that each node writes, whatever it is called: that of a container, say. All records of requests that went
 * straight to it hold this one, and no record of a request to another node does. None where there is no such name.
 */
function namesOfNodes({ nodes }: FarmPlaces, sent: Sent[], byToken: Map<string, AuditRow[]>): Map<string, string> {
  const writtenBy = (name: string) =>
    new Set(
      sent
        .flatMap(({ straightTo, token }) => (straightTo === name ? (byToken.get(token) ?? []) : []))
        .map(({ node }) => node),
    );
  const written = new Map(nodes.map(({ name }) => [name, writtenBy(name)]));
  return new Map(
    [...written].flatMap(([name, own]): [string, string][] => {
      const [only] = own;
      const isAnothers = [...written].some(
        ([other, texts]) => other !== name && (isCalled(only ?? '', other) || texts.has(only ?? '')),
      );
      return only === undefined || own.size > 1 || isAnothers ? [] : [[name, only]];
    }),
  );
}

function whatIsWrong(one: Sent, rows: AuditRow[], ownNames: Map<string, string>): string | null {
  const { reply, forged, straightTo, isFurther, from, service } = one;
  if (isFurther)
    return reply === null && rows.length === 0 ? null : `a further way in, answered ${reply?.status ?? 'nothing'}`;
  if (forged === null && (reply === null || reply.status >= 400)) return `answered ${reply?.status ?? 'nothing'}`;
  const isRefused = reply === null || (reply.status >= 400 && reply.status < 500);
  if (rows.length === 0) return isRefused ? null : `answered ${reply.status}, and nothing is recorded`;
  if (rows.length > 1) return `${rows.length} records`;
  const [row] = rows;
  if (row === undefined) return null;
  if (!isSame(row.address, from)) return `recorded ${row.address}`;
  if (row.service !== service) return `recorded as a request of ${row.service}`;
  const node = straightTo ?? nodeIn(reply);
  if (node !== null && !isCalled(row.node, node) && row.node !== ownNames.get(node))
    return `${node} is recorded as ${row.node}`;
  const entries = row.forwarded.flatMap((line) => line.split(','));
  if (straightTo === null && (entries.length !== 1 || !isSame(entries[0] ?? '', from)))
    return `the header arrived as ${JSON.stringify(row.forwarded)}`;
  return null;
}

function named({ token, service, shape, from, forged, straightTo, reply }: Sent): string {
  const what = forged === null ? shape : `${shape} with ${forged}`;
  return `${token} (${what}) from ${from} to ${service}${straightTo === null ? '' : ` of ${straightTo} directly`}, answered by ${nodeIn(reply)}`;
}

/** By value: the same IPv4 or IPv6 address. */
function isSame(one: string | null, other: string): boolean {
  const text = one?.trim() ?? '';
  if (isIP(text) === 0 || isIP(text) !== isIP(other)) return false;
  return isIP(text) === 4
    ? text === other
    : new URL(`http://[${text}]`).hostname === new URL(`http://[${other}]`).hostname;
}

/** Computers write their names in capitals, and with their domain. */
function isCalled(written: string, name: string): boolean {
  return written.toLowerCase().split('.')[0] === name.toLowerCase();
}
