import { parseDotNetAddress } from '../../client-ip/dotnet-address.ts';
import { sameAddressText } from '../../client-ip/same-address.ts';
import type { ErrorData } from '../../model/errors.ts';
import type { Farm } from '../../model/farm.ts';
import type { FarmHost } from '../../model/farm-host.ts';
import {
  balancerPlace,
  databaseHost,
  hostNameOf,
  hostsIn,
  nodesOf,
  type Place,
  placeOf,
  serviceNamed,
} from '../../model/farm-parts.ts';
import { readAnswer } from '../../model/host.ts';
import { answerTo, errorOf } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { askSockets, type ListeningSocket } from '../asking/listening-sockets.ts';
import { withRecords } from '../asking/records.ts';
import { sendToken } from '../asking/send-token.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { EntranceSeen, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { clientsThatTry } from './bypass.ts';

/** So many places of one host are tried: a Windows server has about twenty that the plan does not name. */
const MOST_PLACES = 40;
/** Limits of a connection, and of a request, in milliseconds. */
const CONNECT_LIMIT_MS = 1000;
const TOKEN_LIMIT_MS = 2000;

/**
 * What listens on nodes and balancer besides what the plan opens, and whether a client gets to the application through
 * it. A socket that takes a client and shows nothing of the application is none of the farm's business.
 */
export const entrances: Look = {
  title: 'Looking for further ways into the farm',
  effect: 'leaves audit entries',
  alone: true,
  needs: [],
  sends: ({ farm, profile }) => [
    `Where ${listed(lookedAt(farm).map(({ name }) => name))} listen at a port that the plan does not open, a connection goes there from ${listed(clientsThatTry(farm))}, to ${MOST_PLACES} places of each host at most, and then, from each that is let in, one harmless request of ${listed(followedServices(profile).map(({ name }) => name))} over HTTPS, and over HTTP if that is not answered. Those that reach the application leave audit entries.`,
  ],
  asks: ({ farm }) => lookedAt(farm).map(({ name }) => askSockets(name)),
  run: async (verification, seen, ports, signal) => {
    const { farm } = verification;
    const hosts = lookedAt(farm);
    const answers = await inParallel(hosts, 6, ({ name }) =>
      answerTo(() => readAnswer(askSockets(name), ports.host, signal), signal),
    );
    seen.sockets = new Map(hosts.map(({ name }, index) => [name, answers[index] ?? { value: [] }]));
    const places = hosts.flatMap((host) => unplanned(farm, host, seen.sockets.get(host.name)?.value ?? []));
    const tried = await inParallel(places, 8, (place) => tryPlace(verification, place, ports, signal));
    const requests = await withRecords(
      verification,
      tried.flatMap((entrance) => entrance.requests),
      ports,
      signal,
    );
    const read = new Map(requests.map((request) => [request.token, request]));
    seen.entrances = tried.map((entrance) => ({
      ...entrance,
      requests: entrance.requests.map((request) => read.get(request.token) ?? request),
    }));
  },
};

/** The hosts through which a client could get to the application. */
function lookedAt(farm: Farm): FarmHost[] {
  return [...nodesOf(farm), ...hostsIn(farm, 'balancer')];
}

interface Further {
  host: string;
  to: Place;
  /** Why it is not tried; null if it is. */
  leftOut: ErrorData | null;
}

/** The places of a host that the plan does not open, once each. */
function unplanned(farm: Farm, host: FarmHost, sockets: readonly ListeningSocket[]): Further[] {
  const planned = plannedOn(farm, host);
  const addresses = addressesOf(farm, host);
  const isKnown = ({ address, port }: Place) => planned.some((place) => place.port === port && isAt(address, place));
  const places = sockets.flatMap(({ address, port }): Place[] => {
    // One that listens everywhere is the planned one, too.
    if (address === null)
      return planned.some((place) => place.port === port) ? [] : addresses.map((own) => ({ address: own, port }));
    // Nobody gets to a loopback address from outside. Practice hosts have nothing else.
    return isLoopback(address) && !addresses.some(isLoopback) ? [] : [{ address, port }];
  });
  const distinct = new Map(places.map((place) => [`${place.address} ${place.port}`, place]));
  return [...distinct.values()]
    .filter((place) => !isKnown(place))
    .map((to, index) => ({ host: host.name, to, leftOut: index < MOST_PLACES ? null : TOO_MANY }));
}

/** Where the plan has something listen on the addresses of this host. */
function plannedOn(farm: Farm, host: FarmHost): Place[] {
  const nodes = host.role === 'node' ? farm.services.map(({ name }) => placeOf(farm, host, name)) : [];
  const own = nodes.flatMap(({ port }) => host.addresses.map((address) => ({ address, port })));
  const { port } = farm.database;
  const database = port === undefined ? [] : databaseHost(farm).addresses.map((address) => ({ address, port }));
  return [...own, ...(host.role === 'balancer' ? farm.services.flatMap(balancerPlaces) : []), ...database];
}

function balancerPlaces(service: Farm['services'][number]): Place[] {
  return [balancerPlace(service), { address: service.address, port: service.port }];
}

/** The addresses under which clients find a host. */
function addressesOf(farm: Farm, host: FarmHost): string[] {
  const virtual = host.role === 'balancer' ? farm.services.flatMap(balancerPlaces) : [];
  return [...new Set([...host.addresses, ...virtual.map(({ address }) => address)])];
}

/** Whether this is the address of a planned place. A host that is known by its name may have any address. */
function isAt(address: string, planned: Place): boolean {
  return address === planned.address || sameAddressText(address, planned.address) || isName(planned.address);
}

function isName(address: string): boolean {
  return parseDotNetAddress(address) === null;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

const TOO_MANY: ErrorData = {
  code: 'entrances.too-many',
  field: null,
  message: `only ${MOST_PLACES} places of a host are tried.`,
  remedy: 'Close what the host need not listen at, then verify again.',
};
const NO_CLIENT: ErrorData = {
  code: 'entrances.no-client',
  field: null,
  message: 'no client address is of the same family.',
  remedy: 'Enter a client address of this computer of the same family, then verify again.',
};

/** A connection from a client; if one is made, the request of each service, over TLS and then without. */
async function tryPlace(
  verification: Verification,
  { host, to, leftOut }: Further,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<EntranceSeen> {
  const { farm, profile } = verification;
  const isSameFamily = (client: string) => isName(to.address) || client.includes(':') === to.address.includes(':');
  const clients = clientsThatTry(farm).filter(isSameFamily);
  const entrance = { host, to: `${to.address} port ${to.port}`, sentFrom: clients[0] ?? '', requests: [] };
  if (leftOut !== null || clients.length === 0) return { ...entrance, error: leftOut ?? NO_CLIENT };
  const services = followedServices(profile);
  const [{ name } = { name: farm.services[0]?.name ?? '' }] = services;
  const hostName = hostNameOf(farm, serviceNamed(farm, name));
  const connection = { to, hostName, method: 'connect' as const, path: '/', limitMs: CONNECT_LIMIT_MS };
  // All at the same time: a firewall may leave each of them without an answer.
  const errors = await Promise.all(
    clients.map(async (from) =>
      errorOf(await answerTo(() => exchange({ ...connection, from }, host, ports, signal), signal)),
    ),
  );
  const admitted = clients.filter((_, index) => errors[index] === null);
  if (admitted.length === 0) return { ...entrance, error: errors[0] ?? null };
  const requests: RequestSeen[] = [];
  for (const from of admitted)
    for (const service of services) requests.push(...(await ask(verification, service, { from, to }, ports, signal)));
  return { ...entrance, sentFrom: admitted[0] ?? '', error: null, requests };
}

/** The request of a service over HTTPS, whatever the certificate: clients may do the same. Then over HTTP if that is not answered. */
async function ask(
  verification: Verification,
  service: FollowedService,
  way: { from: string; to: Place },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const limited = { ...way, limitMs: TOKEN_LIMIT_MS };
  const encrypted = await sendToken(verification, service, { ...limited, tls: 'unchecked' }, ports, signal);
  if (encrypted.status !== null) return [encrypted];
  return [encrypted, await sendToken(verification, service, { ...limited, tls: 'none' }, ports, signal)];
}
