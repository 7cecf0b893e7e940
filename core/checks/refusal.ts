import { listed } from './listed.ts';
import type { RequestSeen } from './observations.ts';

/** 429 Too Many Requests (RFC 6585): whoever sends too much is refused whatever is sent. */
const TOO_MANY = 429;

/** Returns whether this status refuses the request itself (RFC 9110, 15.5); an error of the server refuses nothing. */
export function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== TOO_MANY;
}

/** Returns whether a forged request was answered with an error and left no record: that tells nothing of what it forges. */
export function isRefusedUnrecorded({ status, records }: Pick<RequestSeen, 'status' | 'records'>): boolean {
  return status !== null && status >= 400 && records.value?.length === 0;
}

/** Returns the statuses of requests that were refused, for the end of a sentence; an empty text if there are none. */
export function answeredWith(refused: readonly Pick<RequestSeen, 'status'>[]): string {
  const statuses = [...new Set(refused.map(({ status }) => String(status)))];
  return refused.length === 0
    ? ''
    : `; ${refused.length} of them were answered ${listed(statuses)}, perhaps for another reason than what they forge`;
}
