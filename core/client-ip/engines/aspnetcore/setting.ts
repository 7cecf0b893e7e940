import { z } from 'zod';

/** The setting as applications of this framework keep it. With a key that is not known here, it may trust more than is read. */
export const Setting = z.strictObject({
  enabled: z.boolean(),
  headerName: z.string().default('X-Forwarded-For'),
  /** Null: every entry is read. */
  forwardLimit: z.number().nullable(),
  knownProxies: z.array(z.string()),
  knownNetworks: z.array(z.string()),
});
export type Setting = z.infer<typeof Setting>;
