import type { Shape } from './claims.ts';
import { ALL_AT_ONCE, type Forgery, OF_A_KIND, ONE_AT_A_TIME, STRAIGHT } from './forged-headers.ts';
import { converse, type Place, type Reply } from './wire.ts';

/** Where everything of a farm is. */
export interface FarmPlaces {
  services: { name: string; path: string; place: Place }[];
  nodes: { name: string; places: ReadonlyMap<string, Place> }[];
  /** The two clients that send. */
  clients: [string, string];
  /** Places besides, where a client must not get to the application. */
  further: Place[];
  /** An address that no node trusts. */
  stranger: string;
}

/** A request that was sent, and what was answered. */
export interface Sent {
  token: string;
  service: string;
  shape: Shape;
  from: string;
  forged: string | null;
  /** The node that it was sent to; null through the balancer. */
  straightTo: string | null;
  /** Whether it was sent where the plan opens nothing. */
  isFurther: boolean;
  reply: Reply | null;
}

const AT_ONCE = 6;

/** Sends everything that is judged. @param tokenStart what every token begins with @param cookie of a signed-in user */
export async function sendAll(farm: FarmPlaces, tokenStart: string, cookie: string | null): Promise<Sent[]> {
  const send = sender(tokenStart);
  const [first, second] = farm.clients;
  const shapes: Shape[] = [
    'plain',
    'old',
    'kept',
    'browser',
    'post',
    ...(cookie === null ? [] : (['cookie', 'session'] as const)),
  ];
  const cookieOf = (shape: Shape) => (shape === 'cookie' || shape === 'session' ? cookie : null);
  const cells = farm.services.flatMap((service) =>
    shapes.flatMap((shape) =>
      [null, ALL_AT_ONCE].map(
        (forgery) => () => throughToAll(farm, send, { service, shape, forgery, cookie: cookieOf(shape) }),
      ),
    ),
  );
  const single = farm.services.flatMap((service) =>
    [...ONE_AT_A_TIME, ...OF_A_KIND].map((forgery, index) => () => {
      const from = index % 2 === 0 ? first : second;
      return send({ ...service, ...ALONE, from, forgery });
    }),
  );
  const straight = farm.nodes.flatMap(({ name, places }) =>
    farm.services.flatMap(({ name: service, path, place }) => {
      const to = { name: service, path, place: places.get(service) ?? place };
      const one = { ...to, ...ALONE, from: farm.stranger, straightTo: name };
      return [
        ...[null, ...STRAIGHT].map((forgery) => () => send({ ...one, forgery })),
        ...shapes
          .filter((shape) => shape !== 'plain')
          .map((shape) => () => send({ ...one, shape, forgery: ALL_AT_ONCE, cookie: cookieOf(shape) })),
      ];
    }),
  );
  const further = farm.services.flatMap((service) =>
    farm.further.map((place) => () => send({ ...service, ...ALONE, place, from: first, isFurther: true })),
  );
  const sent = (await inTurns([...cells, ...single, ...straight, ...further])).flat();
  const returning = farm.services.flatMap((service) => {
    const set = sent.filter((one) => one.service === service.name && one.straightTo === null);
    const [cookies] = set.flatMap(({ reply }) => reply?.headers.get('set-cookie') ?? []);
    if (cookies === undefined) return [];
    const [pair = ''] = cookies.split(';');
    return [() => throughToAll(farm, send, { service, shape: 'returning', forgery: null, cookie: pair })];
  });
  return [...sent, ...(await inTurns(returning)).flat()];
}

/** Signs in through the balancer, and asks there who is signed in. @returns the cookie, or what is wrong */
export async function signIn({ services, nodes, clients: [from] }: FarmPlaces): Promise<{ cookie: string } | string> {
  const [web] = services;
  if (web === undefined) return 'there is no service';
  const { hostName } = web.place;
  const body = JSON.stringify({ account: 'oracle' });
  const ask = async (text: string) => (await converse(web.place, from, [text]))[0] ?? null;
  const json = ['Content-Type: application/json', 'Connection: close'];
  const answer = await ask(textOf('POST', '/sign-in', '1.1', hostName, json, body));
  const cookie = answer?.headers.get('set-cookie')?.find((text) => /HttpOnly|session/i.test(text));
  if (cookie === undefined) return `a sign-in is answered ${answer?.status ?? 'nothing'} without a cookie`;
  const [pair = ''] = cookie.split(';');
  for (let round = 0; round < 2 * nodes.length; round++) {
    const who = await ask(textOf('GET', '/whoami', '1.1', hostName, [`Cookie: ${pair}`, 'Connection: close'], ''));
    if (who?.status !== 200 || !who.body.includes('"oracle"'))
      return `who signed in is not known: ${who?.status ?? 'no answer'} ${who?.body ?? ''}`;
  }
  return { cookie: pair };
}

interface Sending {
  name: string;
  path: string;
  place: Place;
  shape: Shape;
  from: string;
  forgery: Forgery | null;
  cookie: string | null;
  straightTo: string | null;
  isFurther: boolean;
}

type Send = (what: Sending) => Promise<Sent[]>;

/** A plain request through the balancer. */
const ALONE = { shape: 'plain' as const, forgery: null, cookie: null, straightTo: null, isFurther: false };

/** Both clients at the same time, until every node has answered: of plain requests each client. */
async function throughToAll(
  farm: FarmPlaces,
  send: Send,
  cell: { service: FarmPlaces['services'][number] } & Pick<Sending, 'shape' | 'forgery' | 'cookie'>,
): Promise<Sent[]> {
  const { service, ...how } = cell;
  const { shape, forgery } = how;
  const sent: Sent[] = [];
  const answered = (from: string | null) =>
    new Set(sent.filter((one) => from === null || one.from === from).map(({ reply }) => nodeIn(reply)));
  const isDone = () =>
    (shape === 'plain' && forgery === null ? farm.clients : [null]).every((from) =>
      farm.nodes.every(({ name }) => answered(from).has(name)),
    );
  for (let round = 0; round < 3 * farm.nodes.length + 3 && !isDone(); round++)
    sent.push(...(await Promise.all(farm.clients.map((from) => send({ ...service, ...ALONE, ...how, from })))).flat());
  return sent;
}

/** The node that names itself in an answer. */
export function nodeIn(reply: Reply | null): string | null {
  return reply?.headers.get('x-served-by')?.[0] ?? null;
}

function sender(tokenStart: string): Send {
  let last = 0;
  return async ({ name: service, path, place, shape, from, forgery, cookie, straightTo, isFurther }) => {
    const tokens = Array.from({ length: shape === 'kept' ? 3 : 1 }, () => {
      last += 1;
      return `${tokenStart}-${last}`;
    });
    const texts = tokens.map((token) => requestText(path, token, shape, forgery, cookie, place.hostName));
    const replies = await converse(place, from, texts);
    const forged = forgery?.name ?? null;
    // A server may end a connection after an answer: the request after it was not sent.
    return tokens.flatMap((token, index) => {
      const reply = replies[index] ?? null;
      if (index > 0 && reply === null) return [];
      return [{ token, service, shape, from, forged, straightTo, isFurther, reply }];
    });
  };
}

const BROWSER = [
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br',
  'Accept-Language: en-US,en;q=0.9',
  'Cache-Control: no-cache',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Site: none',
  'Upgrade-Insecure-Requests: 1',
];

function requestText(
  path: string,
  token: string,
  shape: Shape,
  forgery: Forgery | null,
  cookie: string | null,
  hostName: string,
): string {
  const headers = (forgery?.headers ?? []).map(([name, value]) => `${name}: ${value}`);
  const names = (forgery?.headers ?? []).map(([name]) => name);
  const lines = [
    ...(shape === 'browser' || shape === 'session' ? BROWSER : ['User-Agent: Oracle']),
    ...(cookie === null ? [] : [`Cookie: ${cookie}`]),
    ...(shape === 'kept' || shape === 'old' || names.includes('Connection') ? [] : ['Connection: close']),
    ...headers,
  ];
  const field = `reference=${token}`;
  if (shape !== 'post' && shape !== 'session')
    return textOf('GET', `${path}?${field}`, shape === 'old' ? '1.0' : '1.1', hostName, lines, '');
  const form = ['Content-Type: application/x-www-form-urlencoded', ...lines];
  return textOf('POST', path, '1.1', hostName, form, field);
}

function textOf(method: string, path: string, version: string, host: string, lines: string[], body: string): string {
  const length = method === 'POST' ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  return [`${method} ${path} HTTP/${version}`, `Host: ${host}`, ...lines, ...length, '', body].join('\r\n');
}

/** Runs these, so many at the same time. */
async function inTurns<T>(deeds: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const waiting = deeds.entries();
  const work = async () => {
    for (const [index, deed] of waiting) results[index] = await deed();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
