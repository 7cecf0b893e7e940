import { expect, it } from 'vitest';
import { allowedFor, proofGoesOn, waitingProof } from '../../../core/history/waiting-proof.ts';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';

const ALL = { auditEntries: true, drill: true };
const ENTRIES = { auditEntries: true, drill: false };
const NONE = { auditEntries: false, drill: false };
const WAITS: EventBody = { type: 'verify.waiting', kept: '{}', consent: ENTRIES };
const RUN: EventBody = { type: 'run.started', plan: 'farm', steps: 1 };
const ended = (outcome: 'done' | 'failed' | 'cancelled' | 'waiting'): EventBody => ({ type: 'run.ended', outcome });

function journal(...bodies: EventBody[]): JournalEvent[] {
  return bodies.map((body, index) => {
    return { farm: 'farm', epoch: 1, seq: index + 1, at: '', host: null, page: null, sentence: '', body };
  });
}

it('a proof that waits does so no longer once a run failed: the farm is another one than it saw', () => {
  expect(waitingProof(journal(WAITS, RUN, ended('done')))).not.toBeNull();
  expect(waitingProof(journal(WAITS, RUN, ended('cancelled')))).not.toBeNull();
  expect(waitingProof(journal(WAITS, RUN, ended('failed')))).toBeNull();
});

it('a proof goes on after a run that changed nothing and is done, and not instead of a run that is not', () => {
  expect(proofGoesOn(journal(WAITS))).toBe(true);
  expect(proofGoesOn(journal(WAITS, RUN))).toBe(false);
  expect(proofGoesOn(journal(WAITS, RUN, ended('cancelled')))).toBe(false);
  expect(proofGoesOn(journal(WAITS, RUN, ended('done')))).toBe(true);
});

it('what is allowed later holds only for what was not sent yet: no check counts as run that was not', () => {
  const waits = { at: '', consent: ENTRIES };
  expect(allowedFor(null, ALL)).toEqual(ALL);
  expect(allowedFor({ ...waits, kept: null }, NONE)).toEqual(ENTRIES);
  expect(allowedFor({ ...waits, kept: null }, ALL)).toEqual(ALL);
  expect(allowedFor({ ...waits, kept: '{}' }, ALL)).toEqual(ENTRIES);
});
