import type { Consent } from '../model/consent.ts';
import type { EventBody, JournalEvent } from '../model/event.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** A proof that goes on when people have answered. */
export interface WaitingProof {
  /** Since when it waits; ISO 8601, UTC. */
  at: string;
  /** What it goes on with, as it was kept; null where nothing was sent yet. */
  kept: string | null;
  /** What was allowed when it was begun. */
  consent: Consent;
}

/** Events after which a proof that waits says nothing of the farm as it is now. */
const ENDS = new Set<EventBody['type']>(['answers.changed', 'faults.planted', 'verify.started', 'verify.ended']);

/** Returns whether a host may be changed from this event on: a step is applied there, or a person has it. */
export function mayChangeHost(body: EventBody): boolean {
  return body.type === 'step.applying' || (body.type === 'step.state' && body.state === 'handed over');
}

/** Returns whether a proof that waits does so no longer after this event. A run that failed shows another farm than it saw. */
export function endsWaitingProof(body: EventBody): boolean {
  const failed = body.type === 'run.ended' && body.outcome === 'failed';
  return ENDS.has(body.type) || failed || mayChangeHost(body) || emptiedHosts(body) !== null;
}

/** Returns the proof that waits for people at the end of these events; null where none does. */
export function waitingProof(events: readonly JournalEvent[]): WaitingProof | null {
  const last = events.findLastIndex(({ body }) => body.type === 'verify.waiting');
  const event = events[last];
  if (event?.body.type !== 'verify.waiting') return null;
  if (events.slice(last + 1).some(({ body }) => endsWaitingProof(body))) return null;
  const { kept, consent } = event.body;
  return { at: event.at, kept, consent };
}

/** Returns what a proof may do: what was allowed when it was begun or is allowed now. What was sent already stays as it was. */
export function allowedFor(waiting: WaitingProof | null, now: Consent): Consent {
  if (waiting === null) return now;
  if (waiting.kept !== null) return waiting.consent;
  return {
    ...{ ...waiting.consent, ...now },
    auditEntries: now.auditEntries || waiting.consent.auditEntries,
    drill: now.drill || waiting.consent.drill,
  };
}

/**
 * Returns whether it is the proof that goes on when people have answered, and not the run: the proof waits, and no run that
 * was begun since is unfinished.
 */
export function proofGoesOn(events: readonly JournalEvent[]): boolean {
  if (waitingProof(events) === null) return false;
  const last = events.findLastIndex(({ body }) => body.type === 'verify.waiting' || body.type === 'run.started');
  if (events[last]?.body.type === 'verify.waiting') return true;
  return events.slice(last).some(({ body }) => body.type === 'run.ended' && body.outcome === 'done');
}
