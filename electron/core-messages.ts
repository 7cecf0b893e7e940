import { z } from 'zod';

/** Messages from the main process to the core; *page* carries a port to a page. */
export const ToCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('page') }),
  /** Farms are closed, what runs in them is cancelled, practice farms go; then the core ends. */
  z.object({ type: z.literal('end') }),
]);
export type ToCore = z.infer<typeof ToCore>;

/** Message from the core to the main process: the running activities, after each change. */
export const FromCore = z.object({
  type: z.literal('under way'),
  farms: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type FromCore = z.infer<typeof FromCore>;
