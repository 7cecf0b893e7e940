import { hostNameOf, serviceNamed } from '../../model/farm-parts.ts';
import type { SignInNeeds } from '../../model/profile.ts';
import type { VantageAnswer } from '../../model/vantage.ts';
import type { Answer } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';
import { cookiesOf } from './cookies-of.ts';
import { exchange } from './exchange.ts';
import { REQUEST_LIMIT_MS } from './send-token.ts';

/** Where a sign-in goes: through the balancer, or straight to a node. */
export interface SignInWay {
  from: string;
  to: { address: string; port: number };
  /** Null through the balancer. */
  node: string | null;
}

/** Signs in. @returns the answer, and the cookies that came with it, as they are sent back; null if none did */
export async function signInAt(
  verification: Verification,
  needs: SignInNeeds,
  way: SignInWay,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<{ answer: Answer<VantageAnswer>; cookie: string | null }> {
  const { signInPath: path, as } = needs;
  const request = { method: 'POST' as const, path, headers: as?.headers ?? [], body: as?.body ?? '' };
  const answer = await send(verification, needs, way, request, ports, signal);
  const cookies = answer.value === undefined ? [] : cookiesOf(answer.value);
  return { answer, cookie: cookies.length === 0 ? null : cookies.join('; ') };
}

/** Signs in through the balancer. @returns the cookie; null if the application has no sign-in, or refused it */
export async function signInThrough(
  verification: Verification,
  from: string,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const { farm, profile } = verification;
  if (profile.signIn === null) return null;
  const way = { from, to: serviceNamed(farm, profile.signIn.service), node: null };
  return (await signInAt(verification, profile.signIn, way, ports, signal)).cookie;
}

/** Asks who is signed in. @param cookie null for a request without any */
export function askWho(
  verification: Verification,
  needs: SignInNeeds,
  way: SignInWay & { cookie: string | null },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Answer<VantageAnswer>> {
  const { cookie } = way;
  const headers: [string, string][] = cookie === null ? [] : [['Cookie', cookie]];
  return send(verification, needs, way, { method: 'GET', path: needs.whoPath, headers }, ports, signal);
}

function send(
  { farm }: Verification,
  needs: SignInNeeds,
  { from, to, node }: SignInWay,
  request: { method: 'GET' | 'POST'; path: string; headers: [string, string][]; body?: string },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Answer<VantageAnswer>> {
  const hostName = hostNameOf(farm, serviceNamed(farm, needs.service));
  const whole = { from, to, hostName, limitMs: REQUEST_LIMIT_MS, ...request };
  return answerTo(() => exchange(whole, node, ports, signal), signal);
}
