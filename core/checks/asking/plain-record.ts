import type { Observations } from '../observations.ts';

/** Returns the address that a plain request through this service to this node was recorded with; null where none was. */
export function plainRecord(
  seen: Observations,
  { service, node, sentFrom }: { service: string; node: string | null; sentFrom: string },
): string | null {
  const request = seen.requests.find(
    (candidate) =>
      candidate.service === service &&
      (node === null || candidate.node === node) &&
      candidate.sentFrom === sentFrom &&
      (candidate.records.value?.length ?? 0) > 0,
  );
  return request?.records.value?.[0]?.address ?? null;
}
