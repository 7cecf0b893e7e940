import type { Farm } from '../../model/farm.ts';
import { nodesOf, serviceNamed } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { withRecords } from '../asking/records.ts';
import { sendShaped, sendToken } from '../asking/send-token.ts';
import { signInThrough } from '../asking/sign-in.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { Observations, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { PLAIN, RETURNING, SHAPES, type Shape, type SignedIn } from '../shapes.ts';
import { vantageProblem } from '../vantage-problem.ts';
import { isPinned, mostAttempts, requests } from './requests.ts';

/** So many clients send beside each other: an address that is kept of one shows with the other. */
export const CLIENTS = 2;
/** So many requests are under way at the same time. */
export const AT_ONCE = 4;
/** So many further clients send one plain request each. */
const MOST_OTHER_CLIENTS = 8;
/** So many plain ones at most: a node that has two at a time may mix them up. */
const MOST_AT_ONCE = 24;

/**
 * Requests in every shape that clients of the application use, from two client addresses in turn and at the same time,
 * until each node that answered plain requests has answered each client plainly, and somebody in each other shape.
 */
export const shapes: Look = {
  title: 'Sending requests in the shapes that clients use',
  effect: 'leaves audit entries',
  needs: [requests],
  sends: ({ farm, profile }) => {
    const from = listed(farm.clientAddresses.slice(0, CLIENTS));
    const others = otherClients(farm, farm.clientAddresses.slice(0, CLIENTS));
    const services = listed(followedServices(profile).map(({ name }) => name));
    const titles = listed(SHAPES.map(({ title }) => title));
    return [
      `Requests in these shapes go from ${from} to ${services} until each node has answered, at most ${CLIENTS * mostAttempts(nodesOf(farm).length)} of each shape to each: ${titles}; where answers set cookies, they are sent back as well.${others.length === 0 ? '' : ` One plain request goes from each of ${listed(others)}.`} Each leaves an audit entry.`,
    ];
  },
  run: async (verification, seen, ports, signal) => {
    const clients = clientsOf(verification, seen);
    const signedIn = await signInThrough(verification, clients[0] ?? '', ports, signal);
    const sent: RequestSeen[] = [];
    for (const service of followedServices(verification.profile)) {
      const reached = nodesReached(seen, service);
      const jar = new Map<string, string>();
      for (const shape of SHAPES) {
        const why = shape.missing(service, signedIn);
        if (why !== null) seen.shapesMissing.push({ service: service.name, shape: shape.id, why });
        else if (reached.length === 0) {
          const nobody = `no plain request through ${service.name} was answered by a node`;
          seen.shapesMissing.push({ service: service.name, shape: shape.id, why: nobody });
        } else {
          const cell = { verification, service, shape, signedIn, clients, reached, jar };
          sent.push(...(await sendCell(cell, ports, signal)));
        }
      }
      for (const from of reached.length === 0 ? [] : otherClients(verification.farm, clients))
        sent.push(
          await sendToken(
            verification,
            service,
            { from, to: serviceNamed(verification.farm, service.name) },
            ports,
            signal,
          ),
        );
      const cookies = jar.size === 0 ? null : [...jar.values()].join('; ');
      if (cookies !== null) {
        const cell = { verification, service, shape: RETURNING, signedIn: cookies, clients, reached, jar };
        sent.push(...(await sendCell(cell, ports, signal)));
      }
    }
    const read = await withRecords(verification, sent, ports, signal);
    const untaken = SHAPES.filter((shape) => shape !== PLAIN).flatMap(({ id: shape }) =>
      followedServices(verification.profile).flatMap(({ name: service }) => untakenShape(read, service, shape)),
    );
    seen.shapesMissing.push(...untaken);
    seen.shaped = read.filter(
      (one) => !untaken.some(({ service, shape }) => one.service === service && one.shape === shape),
    );
  },
};

/** Statuses by which a server says that it does not take this version of HTTP (RFC 9110, 15.5.22 and 15.6.6). */
const OTHER_VERSION = [426, 505];

/** A shape of which every request was refused for its version, and left no record: no client can send it. */
function untakenShape(read: readonly RequestSeen[], service: string, shape: string) {
  const own = read.filter((request) => request.service === service && request.shape === shape);
  const isUntaken = ({ status, records }: RequestSeen) =>
    OTHER_VERSION.includes(status ?? 0) && (records.value?.length ?? 0) === 0;
  const why = `each was answered ${own[0]?.status}, so no client can send it`;
  return own.length > 0 && own.every(isUntaken) ? [{ service, shape, why }] : [];
}

/** Returns the first two client addresses that prove something; all that there are, if there are fewer. */
export function clientsOf(verification: Verification, seen: Observations): string[] {
  const all = [...new Set(verification.farm.clientAddresses)];
  const proving = all.filter((address) => vantageProblem(verification, seen, address) === null);
  return (proving.length > 0 ? proving : all).slice(0, CLIENTS);
}

/** The other client addresses that send at least one plain request: a farm may treat each network in a way of its own. */
function otherClients({ clientAddresses }: Farm, clients: readonly string[]): string[] {
  return [...new Set(clientAddresses)].filter((address) => !clients.includes(address)).slice(0, MOST_OTHER_CLIENTS);
}

/** Returns the nodes that answered a plain request of this service. */
export function nodesReached(seen: Observations, service: FollowedService): string[] {
  const nodes = seen.requests.flatMap(({ service: name, node }) =>
    name === service.name && node !== null ? [node] : [],
  );
  return [...new Set(nodes)];
}

interface Cell {
  verification: Verification;
  service: FollowedService;
  shape: Shape;
  signedIn: SignedIn;
  clients: string[];
  reached: string[];
  /** Gets each cookie that an answer sets, by its name. */
  jar?: Map<string, string> | undefined;
}

/** Returns whether a node has answered a request at each place of a connection of this shape. */
export function hasEveryPlace(shape: Shape, sent: readonly RequestSeen[], node: string): boolean {
  const places = Array.from({ length: shape.onOneConnection }, (_, index) => index + 1);
  return places.every((place) => sent.some((one) => one.node === node && (one.nth ?? 1) === place));
}

/** Sends one shape to one service until each reached node has answered each client, or that cannot be expected any more. Records are not read yet. */
export async function sendCell(cell: Cell, ports: VerifyPorts, signal: AbortSignal): Promise<RequestSeen[]> {
  const { verification, service, shape, signedIn, clients, reached, jar } = cell;
  const to = serviceNamed(verification.farm, service.name);
  const sent: RequestSeen[] = [];
  const isMissing = (client: string) => {
    const own = sent.filter(({ sentFrom }) => sentFrom === client);
    // Plain requests show each node with each client; of the other shapes each node has one, and each client.
    const shown = shape === PLAIN ? own : sent;
    const isOpen = own.length === 0 || reached.some((node) => !hasEveryPlace(shape, shown, node));
    return isOpen && !isPinned(verification, own);
  };
  const most = mostAttempts(nodesOf(verification.farm).length);
  const together = shape === PLAIN ? Math.min(Math.max(AT_ONCE, 2 * reached.length), MOST_AT_ONCE) : AT_ONCE;
  for (let round = 0; round < most; round += together / clients.length) {
    const open = clients.filter(isMissing);
    if (open.length === 0) break;
    const turns = Array.from({ length: together }, (_, index) => open[index % open.length] ?? '');
    const how = { to, shape, signedIn, jar, outOfStep: sent.length > 0 };
    const send = (from: string) => sendShaped(verification, service, { from, ...how }, ports, signal);
    sent.push(...(await inParallel(turns, together, send)).flat());
    if (sent.every(({ status }) => status === null)) break;
  }
  return sent;
}
