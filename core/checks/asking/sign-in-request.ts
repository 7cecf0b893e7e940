import type { SignInNeeds } from '../../model/profile.ts';
import type { VantageRequest } from '../../model/vantage.ts';

/** Returns the request that signs in. */
export function signInRequest({
  signInPath,
  as,
}: SignInNeeds): Pick<VantageRequest, 'path' | 'headers' | 'body'> & { method: 'POST' } {
  return { method: 'POST', path: signInPath, headers: as?.headers ?? [], body: as?.body ?? '' };
}
