import { sameHost } from '../../client-ip/same-address.ts';
import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import { PLAIN } from '../shapes.ts';

/**
 * Returns the address that a request without forged headers from the same client is recorded with, which goes through the
 * same service to the same node in the same shape: one that was seen, or what follows from one of another client; where
 * there was none of that shape, a plain one. Null where none was recorded.
 */
export function plainRecord(seen: Observations, forged: RequestSeen): string | null {
  const recorded = honestRequests(seen).filter(
    ({ service, node, records }) =>
      service === forged.service && (forged.node === null || node === forged.node) && (records.value?.length ?? 0) > 0,
  );
  const alike = recorded.filter(({ shape, nth }) => shape === forged.shape && nth === forged.nth);
  const own = (requests: RequestSeen[]) => requests.find(({ sentFrom }) => sentFrom === forged.sentFrom);
  const other = alike.find(({ sentFrom }) => sentFrom !== forged.sentFrom);
  const plain = own(recorded.filter(({ shape }) => shape === PLAIN.id));
  // A client that is recorded wrongly without any of this says more of itself than another client.
  const isWrong = plain !== undefined && !sameHost(addressOf(plain), plain.sentFrom);
  const seenOf = own(alike) ?? (isWrong ? plain : (other ?? plain));
  const address = seenOf === undefined ? null : addressOf(seenOf);
  // Where each client is recorded rightly, this one is too.
  return seenOf !== undefined && sameHost(address, seenOf.sentFrom) ? forged.sentFrom : address;
}

function addressOf({ records }: RequestSeen): string | null {
  return records.value?.[0]?.address ?? null;
}
