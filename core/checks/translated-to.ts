import { ownerOf } from '../client-ip/address-owner.ts';
import { sameHost } from '../client-ip/same-address.ts';
import { isForged } from './forged-addresses.ts';
import { isHeaderFrom } from './header-from.ts';
import { honestRequests, type Observations } from './observations.ts';
import type { Verification } from './ports.ts';

/** What helps where a client's address is translated. */
export const NOT_TRANSLATED =
  'Send from an address that reaches the first device as it is, such as one in the same network, and verify again.';

/** So many requests show that it is always the same address. */
const STEADY = 3;

/**
 * Returns the address under which all requests of this client arrived: every record holds it, and so does the header as
 * it reached the nodes. It is no address of the farm, so somebody between the client and the first device translates.
 * Null if that is not what was seen, or the balancer has another configuration than planned, which may have made it.
 */
export function translatedTo(
  { farm, balancerConfiguration }: Verification,
  seen: Observations,
  client: string,
): string | null {
  const own = honestRequests(seen).filter(({ sentFrom }) => sentFrom === client);
  const records = own.flatMap((request) => request.records.value ?? []);
  const address = records[0]?.address ?? null;
  const { value: file = balancerConfiguration } = seen.balancerFile;
  if (address === null || records.length < STEADY || file !== balancerConfiguration) return null;
  if (ownerOf(farm, address) !== null || isForged(address)) return null;
  const isSteady = records.every(
    (record) =>
      sameHost(record.address, address) &&
      record.forwarded !== undefined &&
      isHeaderFrom(farm, address, record.forwarded),
  );
  return isSteady ? address : null;
}
