import { z } from 'zod';
import { Subject } from '../model/check.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import type { SiteRecord } from '../model/site.ts';

/** A waiver as the farm file keeps it. */
export const StoredWaiver = z.object({
  /** Id of the check. */
  check: z.string().min(1),
  subject: Subject.default({}),
  /** What was found when it was added. Null: an earlier version did not note it, and the waiver covers nothing. */
  cause: z.string().nullable().default(null),
  who: z.string().min(1),
  why: z.string().min(1),
  /** Last day it counts. */
  until: z.iso.date(),
  /** When it was added; ISO 8601, UTC. */
  at: z.iso.datetime(),
});
export type StoredWaiver = z.infer<typeof StoredWaiver>;

/** Answers by path, whatever was given. */
export const Pending = z.record(z.string(), z.unknown());
export type Pending = z.infer<typeof Pending>;

/** All a farm file holds. */
export interface FarmRecord {
  /** The answers. */
  farm: Farm;
  /** Answers that cannot be used yet, by their path, as they were given. */
  pending: Pending;
  /** What each kind of site keeps of the farm's hosts. */
  site: SiteRecord;
  waivers: StoredWaiver[];
  /** The last result. */
  result: Result | null;
  /** The folded part of the journal: numbers 1 to `foldedThrough`. */
  events: JournalEvent[];
  /** Epoch of the log that goes on from here. */
  epoch: number;
  foldedThrough: number;
  /** Key for hashes over inputs that hold secrets; 32 random bytes in base64url, made with the file. */
  inputKey: Secret;
}
