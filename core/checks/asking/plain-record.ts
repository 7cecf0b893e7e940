import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import { PLAIN } from '../shapes.ts';

/**
 * Returns the address that a request without forged headers was recorded with, which went through the same service to the
 * same node in the same shape; where there was none of that shape, a plain one. Null where none was recorded.
 */
export function plainRecord(seen: Observations, forged: RequestSeen): string | null {
  const recorded = honestRequests(seen).filter(
    ({ service, node, sentFrom, records }) =>
      service === forged.service &&
      (forged.node === null || node === forged.node) &&
      sentFrom === forged.sentFrom &&
      (records.value?.length ?? 0) > 0,
  );
  const like = recorded.find(({ shape, nth }) => shape === forged.shape && nth === forged.nth);
  const plain = like ?? recorded.find(({ shape }) => shape === PLAIN.id);
  return plain?.records.value?.[0]?.address ?? null;
}
