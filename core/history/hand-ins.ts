import type { JournalEvent } from '../model/event.ts';
import type { HandIns, KeptHandIn } from '../model/hand-in.ts';
import { emptiedHosts } from './emptied-hosts.ts';
import { endsWaitingProof, mayChangeHost } from './waiting-proof.ts';

/** Something that a person was asked to look at and has not handed in yet. */
export interface AskedReading {
  id: string;
  host: string;
  who: string;
  ask: string;
  script: string | null;
  example: string;
  /** ISO 8601, UTC. */
  since: string;
}

/** What people handed in, and what was asked of them. */
export interface AllHandIns extends HandIns {
  /** The last hand-in for a step, whatever it was made from. */
  lastOfStep(step: string): KeptHandIn | null;
  /** Readings that wait for an answer. */
  asked: readonly AskedReading[];
}

/**
 * Returns what people handed in by these events. On a host that is new or gone nothing holds, and a step that failed after
 * its hand-in is handed over again. An answer to a reading holds for one proof, and only until something is changed on a
 * host: settings of one host may be those of all.
 * @param anew without answers that an earlier proof was begun with
 */
export function handIns(events: readonly JournalEvent[], anew = false): AllHandIns {
  const steps = new Map<string, { last: KeptHandIn; holds: boolean }>();
  const readings = new Map<string, { host: string; handedIn: KeptHandIn; used: boolean }>();
  const asked = new Map<string, AskedReading>();
  const hostOfStep = new Map<string, string>();
  const forget = (isOn: (host: string) => boolean) => {
    for (const [id, { host }] of readings) if (isOn(host)) readings.delete(id);
    for (const [id, { host }] of asked) if (isOn(host)) asked.delete(id);
  };
  for (const { body, host, at } of events) {
    const emptied = emptiedHosts(body);
    if (emptied !== null) {
      const isEmpty = (name: string) => emptied === 'all' || emptied.includes(name);
      forget(isEmpty);
      for (const [id, name] of hostOfStep) if (isEmpty(name)) steps.delete(id);
    }
    if ('step' in body && host !== null) hostOfStep.set(body.step, host);
    if (mayChangeHost(body)) forget(() => true);
    const failed = body.type === 'step.state' && body.state === 'failed' ? steps.get(body.step) : undefined;
    if (failed !== undefined) failed.holds = false;
    // Somebody may have begun what was handed over since: what was handed in before says nothing of the host any more.
    const before = body.type === 'step.state' && body.state === 'handed over' ? steps.get(body.step) : undefined;
    if (before !== undefined && body.type === 'step.state')
      before.holds &&= before.last.inputs === body.inputs && before.last.outcome === 'done';
    if (body.type === 'verify.started') for (const reading of readings.values()) reading.used = true;
    if (body.type === 'verify.ended') readings.clear();
    if (body.type === 'reading.asked') readings.delete(body.item);
    // Whoever needs the answer asks again.
    if (endsWaitingProof(body)) asked.clear();
    if (body.type === 'reading.asked' && host !== null && !asked.has(body.item))
      asked.set(body.item, {
        id: body.item,
        host,
        who: body.who,
        ask: body.ask,
        script: body.script,
        example: body.example,
        since: at,
      });
    if (body.type !== 'handed.in') continue;
    const { type: _type, ...handIn } = body;
    const question = asked.get(body.item);
    if (question === undefined) steps.set(body.item, { last: { ...handIn, at }, holds: true });
    else {
      readings.set(body.item, { host: question.host, handedIn: { ...handIn, at }, used: false });
      asked.delete(body.item);
    }
  }
  return {
    ofStep: (step, inputs) => {
      const known = steps.get(step);
      return known?.holds && known.last.inputs === inputs ? known.last : null;
    },
    lastOfStep: (step) => steps.get(step)?.last ?? null,
    ofReading: (item) => {
      const known = readings.get(item);
      return known === undefined || (anew && known.used) ? null : known.handedIn;
    },
    asked: [...asked.values()],
  };
}
