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
    const most = CLIENTS * mostAttempts(nodesOf(verification.farm).length);
    const before = new Map<string, string[]>();
    const sent: RequestSeen[] = [];
    for (const service of followedServices(verification.profile)) {
      const reached = nodesReached(seen, service);
      before.set(service.name, reached);
      const cell = { verification, service, shape: PLAIN, signedIn: null, clients, reached };
      sent.push(...(await sendCell(cell, ports, signal)));
    }
    const read = await withRecords(verification, sent, ports, signal);
    seen.shaped = [...seen.shaped, ...read];
    for (const { name } of followedServices(verification.profile)) {
      const own = read.filter(({ service }) => service === name);
      // Fewer were sent where each node answered, clients stay on one, or records tell the node later.
      if (own.length < most || own.every(({ node }) => node === null)) continue;
      const missed = (before.get(name) ?? []).filter((node) => own.every((request) => request.node !== node));
      seen.missedAtEnd.push(...missed.map((node) => ({ service: name, node, sent: own.length })));
    }
  },
};
