import { BALANCER_SERVICE } from '../checks/observe/pool-status.ts';
import type { Disturbance } from '../history/open-disturbances.ts';
import { errorData } from '../model/errors.ts';
import type { RecordEvent } from '../model/event.ts';
import type { HostClient } from '../model/host-client.ts';
import { BALANCER_HOST } from '../model/hosts.ts';
import type { Profile } from '../model/plug-ins.ts';

/**
 * Puts back what a killed verification left: drained nodes return to the pool, stopped services are started. A node that
 * cannot be put back is told of, and the verification that follows shows it.
 */
export async function endDisturbances(
  open: Disturbance[],
  profile: Profile,
  ports: { host(name: string): HostClient; record: RecordEvent },
  signal: AbortSignal,
): Promise<void> {
  for (const disturbance of open) {
    const { deed, node } = disturbance;
    const left = `${node} was left ${deed} by a verification that was killed`;
    try {
      if (deed === 'drained') await ports.host(BALANCER_HOST).setNode(BALANCER_SERVICE, node, 'ready', signal);
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
