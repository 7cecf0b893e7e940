import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Application } from './application.ts';
import { accountOf, sessionCookie } from './session-cookie.ts';
import { type Answer, bodyOf, jsonOf, TOO_LONG, wrongMethod } from './web-answer.ts';

const SignIn = z.object({ account: z.string().regex(/^[A-Za-z0-9._@-]{1,64}$/) });

/** The answer of the application's sign-in to a request for this path; null if the path is another's. */
export async function signInAnswer(
  { configuration }: Application,
  services: { name: string }[],
  request: IncomingMessage,
  path: string,
): Promise<Answer | null> {
  const { signIn, secrets } = configuration;
  if (signIn === null || !services.some(({ name }) => name === signIn.service)) return null;
  const keyRing = secrets.get(signIn.keyRing) ?? '';
  if (path === signIn.signInPath)
    return request.method === 'POST' ? await startSession(request, keyRing) : wrongMethod(['POST']);
  if (path !== signIn.whoPath) return null;
  return request.method === 'GET' ? whoAmI(request, signIn, keyRing) : wrongMethod(['GET']);
}

async function startSession(request: IncomingMessage, keyRing: string): Promise<Answer> {
  const text = await bodyOf(request);
  if (text === null) return TOO_LONG;
  const parsed = SignIn.safeParse(text === '' ? { account: 'practice' } : jsonOf(text));
  if (!parsed.success) return { status: 400, body: { error: 'account: 1 to 64 letters, digits and ._@-' } };
  const cookie = sessionCookie(parsed.data.account, keyRing);
  return { status: 200, body: { account: parsed.data.account }, headers: { 'Set-Cookie': cookie } };
}

function whoAmI(
  request: IncomingMessage,
  { everybodyIs, signedInIs }: NonNullable<Application['configuration']['signIn']>,
  keyRing: string,
): Answer {
  const signedIn = accountOf(request.headers.cookie, keyRing);
  const account = everybodyIs ?? (signedIn === null ? null : (signedInIs ?? signedIn));
  return account === null ? { status: 401, body: { error: 'not signed in' } } : { status: 200, body: { account } };
}
