import type { ForwardedRequest } from '../../client-ip/engines/engine.ts';
import { engineOf } from '../../client-ip/engines/index.ts';
import { FarmError } from '../../model/errors.ts';

/** A request as it reached the node, or a connection, which has no headers. */
export interface Arrival extends ForwardedRequest {
  peer: string;
}

/** Where a request came from, as the application sees it. */
export interface ClientAddress {
  /** The TCP peer. */
  peer: string;
  /** The header's lines as they came. */
  forwarded: string[];
  /** The client's address as the application finds it. */
  address: string | null;
}

/** The header that is recorded if no setting names another one. */
const USUAL_HEADER = 'X-Forwarded-For';

/**
 * Returns the client's address as this engine finds it with the setting in force.
 * @param setting null if it is not set: the client is the TCP peer then
 * @throws FarmError `client-ip.engine-unknown`, `application.setting-unusable`, and what the engine throws
 */
export function clientAddressOf(arrival: Arrival, engineId: string, setting: unknown): ClientAddress {
  const engine = engineOf(engineId);
  const { peer } = arrival;
  if (setting === null) return { peer, forwarded: linesOf(arrival, USUAL_HEADER), address: peer };
  const inForce = engine.read(setting);
  if (inForce === null) throw unusable(engineId);
  const forwarded = linesOf(arrival, engine.trust(inForce).headerName);
  return { peer, forwarded, address: engine.resolve(arrival, inForce).clientIp };
}

/** Returns the lines of a request's header, whose name may be written in any case. */
export function linesOf({ headers }: Pick<Arrival, 'headers'>, header: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value);
}

/** Returns the address without the IPv6 form that a dual-stack socket gives IPv4 peers. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

function unusable(engine: string): FarmError {
  return new FarmError({
    code: 'application.setting-unusable',
    field: 'setting',
    message: `The setting of client IP detection does not fit the engine “${engine}”.`,
    remedy: 'Write the setting as planned.',
  });
}
