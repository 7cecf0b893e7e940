import { serviceNamed } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { withRecords } from '../asking/records.ts';
import { sendShaped } from '../asking/send-token.ts';
import { signInThrough } from '../asking/sign-in.ts';
import { followedServices } from '../followed-services.ts';
import type { Look } from '../look.ts';
import { honestRequests, type RequestSeen } from '../observations.ts';
import { SHAPES } from '../shapes.ts';
import { AT_ONCE, clientsOf, nodesReached, shapes } from './shapes.ts';

/** Further requests in all shapes, where somebody wants more of them: a fault in few requests shows only in many. */
export const moreRequests: Look = {
  title: 'Sending further requests in the shapes that clients use',
  effect: 'leaves audit entries',
  needs: [shapes],
  sends: (_verification, { requests }) =>
    requests === undefined
      ? []
      : [`Requests in these shapes go on until there are ${requests} of clients. Each leaves an audit entry.`],
  run: async (verification, seen, ports, signal) => {
    const wanted = ports.consent.requests ?? 0;
    const missing = () => wanted - honestRequests(seen).length;
    const services = followedServices(verification.profile).filter((service) => nodesReached(seen, service).length > 0);
    const clients = clientsOf(verification, seen);
    if (missing() <= 0 || services.length === 0) return;
    const signedIn = await signInThrough(verification, clients[0] ?? '', ports, signal);
    const ways = SHAPES.flatMap((shape) =>
      services
        .filter((service) => shape.missing(service, signedIn) === null)
        .flatMap((service) => clients.map((from) => ({ shape, service, from }))),
    );
    let turn = 0;
    while (missing() > 0) {
      const sent: RequestSeen[] = [];
      // Records are read a round at a time, so that no question has more tokens than a proof has otherwise.
      while (sent.length < Math.min(missing(), ROUND)) {
        const next = Array.from({ length: AT_ONCE }, () => ways[turn++ % ways.length]).flatMap((way) => way ?? []);
        const send = async ({ shape, service, from }: (typeof ways)[number]) => {
          const to = serviceNamed(verification.farm, service.name);
          return await sendShaped(verification, service, { from, to, shape, signedIn }, ports, signal);
        };
        sent.push(...(await inParallel(next, AT_ONCE, send)).flat());
      }
      seen.shaped = [...seen.shaped, ...(await withRecords(verification, sent, ports, signal))];
      ports.tell({ sentence: `Requests of clients: ${honestRequests(seen).length} of ${wanted}.` });
    }
  },
};

/** So many requests are sent before their records are read. */
const ROUND = 200;
