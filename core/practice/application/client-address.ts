import { engineOf } from '../../client-ip/engines/index.ts';
import { FarmError } from '../../model/errors.ts';

/** A request as it reached the node, or a connection, which has no headers. */
export interface Arrival {
  peer: string;
  peerPort: number | undefined;
  headers: [string, string][];
}

/** Where a request came from, as the application sees it. */
export interface ClientAddress {
  /** The TCP peer. */
  peer: string;
  /** The header's lines as they came. */
  forwarded: string[];
  /** What the application takes for the client. */
  address: string | null;
}

/** The header that is recorded where no setting names one. */
const DEFAULT_HEADER = 'X-Forwarded-For';

/**
 * The client's address as this engine finds it with the setting in force.
 * @param setting null where it is not set
 * @throws FarmError `client-ip.engine-unknown`, `client-ip.config-invalid` where the setting is none of this engine, and
 * what the engine throws
 */
export function clientAddressOf(arrival: Arrival, engineId: string, setting: unknown): ClientAddress {
  const engine = engineOf(engineId);
  const { peer, headers } = arrival;
  const inForce = setting === null ? null : engine.read(setting);
  const header = (inForce === null ? DEFAULT_HEADER : engine.trust(inForce).headerName).toLowerCase();
  const forwarded = headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => value);
  if (inForce !== null) return { peer, forwarded, address: engine.resolve(arrival, inForce).clientIp };
  if (setting === null) return { peer, forwarded, address: peer };
  throw new FarmError({
    code: 'client-ip.config-invalid',
    message: `The setting of the client’s address is none of the engine “${engineId}”.`,
    remedy: 'Write the setting in the form of this engine.',
  });
}

/** The address without the IPv6 form that a dual-stack socket gives IPv4 peers. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
