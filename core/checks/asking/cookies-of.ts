import type { VantageAnswer } from '../../model/vantage.ts';

/** Returns the cookies that an answer sets, each as it is sent back: `name=value` (RFC 6265, 4.2.1). */
export function cookiesOf({ headers }: VantageAnswer): string[] {
  return headers.flatMap(([name, value]) => (name.toLowerCase() === 'set-cookie' ? (value.split(';')[0] ?? []) : []));
}
