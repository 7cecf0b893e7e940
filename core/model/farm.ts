import { FarmFields, type FarmShape } from './farm-fields.ts';
import { refuseFarm } from './farm-rules.ts';

/** The answers of a farm: everything the plan is made from. Secrets are named here and kept elsewhere. */
export const Farm = FarmFields.superRefine(refuseFarm);
export type Farm = FarmShape;
