import { oc } from '@orpc/contract';
import { z } from 'zod';

export const ErrorShape = z.object({
  code: z.string(),
  field: z.string().nullable(),
  remedy: z.string(),
  at: z.string().optional(),
});

/** Every expected failure crosses as `FARM`, with the sentence as message and the rest as data. */
export const base = oc.errors({ FARM: { status: 422, data: ErrorShape } });
