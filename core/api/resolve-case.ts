import { findEngine } from '../client-ip/engines/index.ts';
import { sameAddressText } from '../client-ip/same-address.ts';
import { FarmError } from '../model/errors.ts';
import type { ResolveCase } from './contract.ts';

/** What the case's engine makes of it, and whether that is what it expects; null for an engine that is not known. */
export function resolveCase(item: ResolveCase): { actual: Record<string, unknown>; agrees: boolean | null } {
  const engine = findEngine(item.engine);
  if (engine === null) return { actual: { error: `engine ${item.engine} is not known` }, agrees: null };
  try {
    const { peer, peerPort, headers, config } = item;
    const actual = engine.resolveCase({ peer, peerPort, headers }, config);
    return { actual, agrees: Object.entries(item.expect).every(([key, wished]) => agrees(key, wished, actual)) };
  } catch (error) {
    if (!(error instanceof FarmError)) throw error;
    const kind = error.code === 'client-ip.config-invalid' ? 'config' : 'request';
    return { actual: { error: kind, message: error.message }, agrees: item.expect.error === kind };
  }
}

function agrees(key: string, wished: unknown, actual: Record<string, unknown>): boolean {
  const found = actual[key];
  if (key !== 'clientIp' || typeof wished !== 'string' || typeof found !== 'string') return found === wished;
  return sameAddressText(wished, found);
}
