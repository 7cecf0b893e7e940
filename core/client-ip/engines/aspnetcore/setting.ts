import { z } from 'zod';

/** The setting as applications of this framework keep it. */
export const Setting = z.object({
  enabled: z.boolean(),
  headerName: z.string().default('X-Forwarded-For'),
  /** Null: every entry is read. */
  forwardLimit: z.number().nullable(),
  knownProxies: z.array(z.string()),
  knownNetworks: z.array(z.string()),
});
export type Setting = z.infer<typeof Setting>;
