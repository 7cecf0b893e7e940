import { z } from 'zod';

/** What the main process says to the core; with *page* comes a port to a page. */
export const ToCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('page') }),
  /** Farms are closed, what runs in them is cancelled, practice farms go; then the core ends. */
  z.object({ type: z.literal('end') }),
]);
export type ToCore = z.infer<typeof ToCore>;

/** What the core tells the main process: what is under way, each time it has changed. */
export const FromCore = z.object({
  type: z.literal('under way'),
  farms: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type FromCore = z.infer<typeof FromCore>;
