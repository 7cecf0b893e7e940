import { z } from 'zod';

/** Kinds of message that a page sends; those of streams from the page are none of the contract's. */
const ABORT = 4;

/**
 * Headers of a request. The content headers are left out: they announce files and streams, which no procedure takes
 * and which the RPC library reads before it answers.
 */
const Headers = z.record(
  z.string().regex(/^(?!content-)[a-z-]{1,40}$/),
  z.union([z.string(), z.array(z.string()).max(8)]),
);

const Id = z.string().min(1).max(40);
const Frame = z.union([
  z.object({
    i: Id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z
        .string()
        .max(200)
        .regex(/^\/[\w/.-]*$/),
      h: Headers.optional(),
      m: z.literal('POST').optional(),
    }),
  }),
  z.object({ i: Id, t: z.literal(ABORT) }),
]);

/**
 * True for a request or its withdrawal as the RPC library's client writes it (oRPC 1.16, standard-server-peer). What
 * passes is always answered; anything else the library would drop in silence. The input itself is the contract's to judge.
 */
export function isFrame(text: string): boolean {
  try {
    return Frame.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
