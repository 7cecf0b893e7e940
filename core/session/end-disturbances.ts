import { errorData } from '../model/errors.ts';
import type { EventBody, JournalEvent, RecordEvent } from '../model/event.ts';
import { type Host, readAnswer } from '../model/host.ts';
import type { PlanInputs } from '../model/profile.ts';

type Disturbance = Extract<EventBody, { type: 'disturbance' }>;

/**
 * What a verification took away and did not give back, by the journal: it was killed in between. Hosts that were made anew
 * lack nothing.
 */
export function openDisturbances(events: readonly JournalEvent[]): Disturbance[] {
  const last = new Map<string, Disturbance>();
  for (const { body } of events) {
    if (body.type === 'disturbance') last.set(`${body.deed} ${body.node}`, body);
    if (body.type === 'hosts.made')
      for (const [key, { node }] of last) if (body.hosts?.includes(node) ?? true) last.delete(key);
  }
  return [...last.values()].filter(({ over }) => !over);
}

/**
 * Gives back what a killed verification left: drained nodes are put back into the pool, stopped ones started. What cannot be given
 * back is told, and the verification that follows shows it.
 */
export async function endDisturbances(
  open: Disturbance[],
  { farm, profile, balancer }: PlanInputs,
  ports: { host(name: string): Host; record: RecordEvent },
  signal: AbortSignal,
): Promise<void> {
  for (const disturbance of open) {
    const { deed, node } = disturbance;
    const left = `${node} was left ${deed} by a verification that was killed`;
    try {
      if (deed === 'stopped') await ports.host(node).service(profile.serviceName, 'started', signal);
      else for (const asked of balancer.setNode(farm, node, 'ready')) await readAnswer(asked, ports.host, signal);
      const done = deed === 'drained' ? 'it is back in the pool' : 'it is started again';
      ports.record({ host: node, page: 'verify', sentence: `${left}: ${done}.`, body: { ...disturbance, over: true } });
    } catch (error) {
      signal.throwIfAborted();
      const sentence = `${left}, and that could not be ended: ${errorData(error).message}`;
      ports.record({ host: node, page: 'verify', sentence, body: disturbance });
    }
  }
}
