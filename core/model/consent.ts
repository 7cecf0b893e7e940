import { z } from 'zod';

/** What a proof may do besides reading. */
export const Consent = z.object({
  /** Requests with a token may leave entries in the application's audit record. */
  auditEntries: z.boolean(),
  /** Nodes may be drained, and one may be stopped and started again. */
  drill: z.boolean(),
  /** So many requests are sent as clients send them, at least; as many as show every node in every shape if left out. */
  requests: z.int().min(1).max(100_000).optional(),
});
export type Consent = z.infer<typeof Consent>;
