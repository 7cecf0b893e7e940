import type { Disturbance } from '../history/open-disturbances.ts';
import { errorData } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import { type Host, readAnswer } from '../model/host.ts';
import type { PlanInputs } from '../model/profile.ts';

/**
 * Puts back what a killed verification left: drained nodes return to the pool, stopped services are started. A node that
 * cannot be put back is told of, and the verification that follows shows it.
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
