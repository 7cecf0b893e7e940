import { nodesOf } from '../../model/farm-parts.ts';
import { withRecords } from '../asking/records.ts';
import { followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { RequestSeen } from '../observations.ts';
import { PLAIN } from '../shapes.ts';
import { mostAttempts } from './requests.ts';
import { CLIENTS, clientsOf, nodesReached, sendCell, shapes } from './shapes.ts';

/** When all else was done: plain requests once more, until each node that answered before has answered each client again. */
export const lastRequests: Look = {
  title: 'Sending requests once more',
  effect: 'leaves audit entries',
  alone: true,
  needs: [shapes],
  sends: ({ farm, profile }) => [
    `At the end plain requests go once more from ${listed(farm.clientAddresses.slice(0, CLIENTS))} to ${listed(followedServices(profile).map(({ name }) => name))} until each node has answered, at most ${CLIENTS * mostAttempts(nodesOf(farm).length)} to each. Each leaves an audit entry.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const clients = clientsOf(verification, seen);
    const sent: RequestSeen[] = [];
    for (const service of followedServices(verification.profile)) {
      const reached = nodesReached(seen, service);
      const cell = { verification, service, shape: PLAIN, signedIn: null, clients, reached };
      sent.push(...(await sendCell(cell, ports, signal)));
    }
    seen.shaped = [...seen.shaped, ...(await withRecords(verification, sent, ports, signal))];
  },
};
