import { handIns } from '../history/hand-ins.ts';
import { waitingProof } from '../history/waiting-proof.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { personAt } from '../model/farm-parts.ts';
import type { PageStanding } from '../model/form.ts';
import type { Step } from '../model/plan.ts';

/** Returns who is waited for, and for what, as sentences: of many steps of one person their number. */
export function stepsWaitedFor(steps: Step[], farm: Pick<Farm, 'hosts'>): string[] {
  const whoAt = (name: string) => personAt(farm, name) ?? `a person at ${name}`;
  return [...new Set(steps.map(({ host }) => whoAt(host)))].map((who) => {
    const own = steps.filter(({ host }) => whoAt(host) === who);
    const what = own.length === 1 ? `${own[0]?.title} on ${own[0]?.host}` : `${own.length} steps`;
    return `Waiting for ${who}: ${what}.`;
  });
}

/** Returns how a proof stands that waits for people; null where none does. */
export function proofWaitedFor(
  events: readonly JournalEvent[],
): (Pick<PageStanding, 'state' | 'because'> & { count?: number }) | null {
  if (waitingProof(events) === null) return null;
  const { asked } = handIns(events);
  if (asked.length === 0)
    return { state: 'needs attention', because: ['Everything was handed in. Continue the verification.'] };
  const because = [...new Set(asked.map(({ who }) => who))].map((who) => {
    const hosts = [...new Set(asked.filter((one) => one.who === who).map(({ host }) => host))];
    return `Waiting for ${who}: something to look up on ${hosts.join(', ')}.`;
  });
  return { state: 'waiting for someone', count: asked.length, because };
}
