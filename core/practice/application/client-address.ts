import { z } from 'zod';
import { resolveAspNetCore } from '../../client-ip/engines/aspnetcore/resolve.ts';
import { FarmError } from '../../model/errors.ts';
import { parseInput } from '../../model/parse.ts';

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

const DEFAULT_HEADER = 'X-Forwarded-For';

/** The setting of the engine. */
const Trust = z.object({
  enabled: z.boolean(),
  forwardLimit: z.int().min(0).nullable(),
  knownProxies: z.array(z.string()),
  knownNetworks: z.array(z.string()),
  headerName: z.string().min(1).default(DEFAULT_HEADER),
});

const ENGINES: Record<string, (arrival: Arrival, setting: unknown) => ClientAddress> = {
  aspnetcore: (arrival, setting) => {
    const trust = setting === null ? null : parseInput(Trust, setting, 'the setting of the client’s address');
    const { peer, peerPort, headers } = arrival;
    const header = trust?.headerName ?? DEFAULT_HEADER;
    const forwarded = headers.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value);
    if (trust === null || !trust.enabled) return { peer, forwarded, address: peer };
    const { forwardLimit, knownProxies, knownNetworks } = trust;
    const { clientIp } = resolveAspNetCore(
      { peer, peerPort, headers },
      { forwardLimit, knownProxies, knownNetworks, forwardedForHeaderName: header },
    );
    return { peer, forwarded, address: clientIp };
  },
};

/**
 * The client's address as this engine finds it with the setting in force.
 * @param setting null where it is not set
 * @throws FarmError `client-ip.engine-unknown`, and what the engine throws
 */
export function clientAddressOf(arrival: Arrival, engine: string, setting: unknown): ClientAddress {
  const resolve = ENGINES[engine];
  if (resolve !== undefined) return resolve(arrival, setting);
  throw new FarmError({
    code: 'client-ip.engine-unknown',
    field: 'engine',
    message: `There is no client-IP engine «${engine}».`,
    remedy: `Choose one of ${Object.keys(ENGINES).join(', ')}.`,
  });
}

/** The address without the IPv6 form that a dual-stack socket gives IPv4 peers. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
