import { lateQuestions } from '../checks/asking/late-records.ts';
import { looksOf } from '../checks/consent.ts';
import { checksOf } from '../checks/index.ts';
import { readingForPerson } from '../hand-over/reading-for-person.ts';
import { waitingProof } from '../history/waiting-proof.ts';
import type { JournalEvent } from '../model/event.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Asked } from '../model/reading.ts';
import { type KeptProof, readKeptProof } from './kept-proof.ts';
import { verificationOf } from './prove-farm.ts';

const EVERYTHING = { auditEntries: true, drill: true };

/** Returns the question of a proof that a person is asked under this id; null where no proof of this farm asks it. */
export function askedReading(item: string, inputs: PlanInputs, events: readonly JournalEvent[]): Asked<unknown> | null {
  const text = waitingProof(events)?.kept ?? null;
  const kept = text === null ? null : readKeptProof(text);
  return questions(inputs, kept).find((question) => idOf(question) === item) ?? null;
}

function questions(inputs: PlanInputs, kept: KeptProof | null): Asked<unknown>[] {
  const verification = verificationOf(inputs, kept?.tokenStart ?? '');
  if (kept !== null) return lateQuestions(verification, kept.seen);
  return looksOf(checksOf(inputs.profile), EVERYTHING).flatMap(({ asks }) => asks?.(verification) ?? []);
}

/** The id under which a person is asked; null where there are no words for people. */
function idOf({ host, reading }: Asked<unknown>): string | null {
  try {
    return readingForPerson(host, reading).id;
  } catch {
    return null;
  }
}
