import { BALANCER_SERVICE } from '../checks/observe/pool-status.ts';
import { errorData } from '../model/errors.ts';
import type { EventBody, JournalEvent, RecordEvent } from '../model/event.ts';
import { balancerHost } from '../model/farm-parts.ts';
import type { HostClient } from '../model/host-client.ts';
import type { PlanInputs } from '../model/plug-ins.ts';

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
 * Gives back what a killed verification left: drained nodes are put in turn, stopped ones started. What cannot be given
 * back is told, and the verification that follows shows it.
 */
export async function endDisturbances(
  open: Disturbance[],
  { farm, profile }: Pick<PlanInputs, 'farm' | 'profile'>,
  ports: { host(name: string): HostClient; record: RecordEvent },
  signal: AbortSignal,
): Promise<void> {
  for (const disturbance of open) {
    const { deed, node } = disturbance;
    const left = `${node} was left ${deed} by a verification that was killed`;
    try {
      if (deed === 'drained')
        await ports.host(balancerHost(farm).name).setNode(BALANCER_SERVICE, node, 'ready', signal);
      else await ports.host(node).setService(profile.serviceName, 'started', signal);
      const done = deed === 'drained' ? 'it is in turn again' : 'it is started again';
      ports.record({ host: node, page: 'verify', sentence: `${left}: ${done}.`, body: { ...disturbance, over: true } });
    } catch (error) {
      signal.throwIfAborted();
      const sentence = `${left}, and that could not be ended: ${errorData(error).message}`;
      ports.record({ host: node, page: 'verify', sentence, body: disturbance });
    }
  }
}
