import { hostNameOf, serviceNamed } from '../../model/farm-parts.ts';
import type { VantageAnswer, VantageRequest } from '../../model/vantage.ts';
import type { FollowedService } from '../followed-services.ts';
import type { Answer, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { PLAIN, type Shape, type SignedIn } from '../shapes.ts';
import { answerTo, errorOf } from './answer-to.ts';
import { cookiesOf } from './cookies-of.ts';
import { converse, exchange } from './exchange.ts';
import { knownNode } from './known-node.ts';
import { NOT_READ_YET } from './records.ts';
import { newToken } from './tokens.ts';

/** Limit of one request, in milliseconds. */
export const REQUEST_LIMIT_MS = 5000;

/** The header by which a node says its name; the audit record has the last word. */
const SERVED_BY = 'x-served-by';

/** The way of a request with a token. */
interface TokenWay {
  from: string;
  to: { address: string; port: number };
  headers?: [string, string][];
  tls?: NonNullable<VantageRequest['tls']>;
  /** `REQUEST_LIMIT_MS` if it is left out. */
  limitMs?: number;
}

type ShapedWay = TokenWay & {
  shape: Shape;
  signedIn: SignedIn;
  /** Gets each cookie that an answer sets, by its name, as it is sent back. */
  jar?: Map<string, string> | undefined;
  /**
   * Half of the time only the first request of a connection is sent: a balancer that gives requests to nodes in turn, three
   * on a connection to three nodes, would bring the second one to the same node every time.
   */
  outOfStep?: boolean;
};

/** The request that is under way, of each verification whose records are found by their time: one at a time, so that spans do not meet. */
const underWay = new WeakMap<Verification, Promise<unknown>>();

/** Sends a plain request with a token of its own. Its records are not read yet. */
export async function sendToken(
  verification: Verification,
  service: FollowedService,
  way: TokenWay,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen> {
  const plain = { ...way, shape: PLAIN, signedIn: null };
  const [only] = await sendShaped(verification, service, plain, ports, signal);
  if (only === undefined) throw new Error('one request was sent');
  return only;
}

/**
 * Sends requests in one shape, each with a token of its own, one after the other. Their records are not read yet.
 * @returns those that were sent: fewer than the shape has if the server ended their connection
 */
export function sendShaped(
  verification: Verification,
  service: FollowedService,
  way: ShapedWay,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  return inTurn(verification, () => sendNow(verification, service, way, ports, signal));
}

async function inTurn<T>(verification: Verification, send: () => Promise<T>): Promise<T> {
  if (verification.profile.audit.finds === 'token') return await send();
  const before = underWay.get(verification) ?? Promise.resolve();
  const sent = before.then(send);
  underWay.set(
    verification,
    sent.catch(() => {}),
  );
  return await sent;
}

async function sendNow(
  { farm, tokenStart }: Verification,
  service: FollowedService,
  { shape, signedIn, jar, outOfStep = false, ...way }: ShapedWay,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const length = outOfStep && Math.random() < 0.5 ? 1 : shape.onOneConnection;
  const tokens = Array.from({ length }, () => newToken(tokenStart));
  const hostName = hostNameOf(farm, serviceNamed(farm, service.name));
  const requests = tokens.map((token) => {
    const plain = { limitMs: REQUEST_LIMIT_MS, ...way, hostName, path: service.requestPath(token) };
    return shape.request(plain, token, service, signedIn);
  });
  const [first] = requests;
  if (first === undefined) throw new Error('a shape has a request');
  const from = new Date();
  const asked: Answer<VantageAnswer[]> = await answerTo(
    async () =>
      requests.length === 1
        ? [await exchange(first, null, ports, signal)]
        : await converse(requests, null, ports, signal),
    signal,
  );
  const span = { from: from.toISOString(), to: new Date().toISOString() };
  const error = errorOf(asked);
  const answers = asked.value ?? [undefined];
  return answers.map((answer, index): RequestSeen => {
    const cookies = answer === undefined ? [] : cookiesOf(answer);
    for (const cookie of cookies) jar?.set(nameOf(cookie), cookie);
    const answered = answer?.headers.find(([name]) => name.toLowerCase() === SERVED_BY)?.[1] ?? null;
    return {
      service: service.name,
      shape: shape.id,
      ...(index === 0 ? {} : { nth: index + 1 }),
      ...(cookies.length === 0 ? {} : { setsCookies: cookies.map(nameOf) }),
      token: tokens[index] ?? '',
      node: knownNode(farm, answered),
      sentFrom: answer?.sentFrom ?? way.from,
      span,
      status: answer?.status ?? null,
      error,
      records: { error: NOT_READ_YET },
    };
  });
}

function nameOf(cookie: string): string {
  return cookie.split('=')[0]?.trim() ?? '';
}
