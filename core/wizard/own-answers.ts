import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { addressOf, databaseHost, databaseServer, hostsIn } from '../model/farm-parts.ts';
import { withSeconds } from './durations.ts';
import { COLUMNS, OWN } from './own-questions.ts';
import { type Row, readRows, writeRows } from './rows.ts';

/** Who sets up a host if the answers name nobody. */
const SOMEBODY = 'administrator';
const TOLD_AT_ONCE = 3;

/** The answer to a question about the user's own servers, as text; undefined for other questions. */
export function ownAnswerAt(farm: Farm, path: string): string | undefined {
  const table = (rows: Row[]) => writeRows(rows, COLUMNS[path] ?? []);
  switch (path) {
    case OWN.nodes:
      return table(hostsIn(farm, 'node').map(hostRow));
    case OWN.balancers:
      return table(hostsIn(farm, 'balancer').map(hostRow));
    case OWN.services:
      return table(farm.services.map(serviceRow));
    case OWN.hops:
      return table(
        farm.hops.map(({ name, presentsAs, headerPolicy }) => {
          return { name, addresses: presentsAs.join(' '), policy: headerPolicy };
        }),
      );
    case OWN.clients:
      return farm.clientAddresses.join(' ');
    case OWN.ranges:
      return farm.trustedRanges.join(' ');
    case OWN.server:
      return databaseServer(farm) + (farm.database.port === undefined ? '' : `,${farm.database.port}`);
    default:
      return undefined;
  }
}

/**
 * The farm with the answer to a question about the user's own servers or about a duration; null for other questions. The
 * schema of the farm judges the values later.
 * @throws FarmError `input.invalid` if a table or a duration is not understood
 */
export function withOwnAnswer(farm: Farm, path: string, value: unknown): unknown {
  const text = value === null || value === undefined ? '' : String(value).normalize('NFKC');
  const list = text.split(/[\s,;]+/).filter((word) => word !== '');
  switch (path) {
    case OWN.nodes:
      return withHosts(farm, 'node', rowsIn(path, text));
    case OWN.balancers:
      return withHosts(farm, 'balancer', rowsIn(path, text));
    case OWN.services:
      return { ...farm, services: rowsIn(path, text).map((row) => serviceOf(row, farm)) };
    case OWN.hops:
      return {
        ...farm,
        hops: rowsIn(path, text).map(({ name, addresses = '', policy }) => {
          return { name, presentsAs: addresses.split(/\s+/), headerPolicy: policy?.toLowerCase() };
        }),
      };
    case OWN.clients:
      return { ...farm, clientAddresses: list };
    case OWN.ranges:
      return { ...farm, trustedRanges: list };
    case OWN.server:
      return withServer(farm, text.trim());
    default:
      return withSeconds(farm, path, value);
  }
}

function hostRow(host: FarmHost): Row {
  const who = host.reach.by === 'person' && host.reach.who !== SOMEBODY ? host.reach.who : '';
  return { name: host.name, address: addressOf(host), who };
}

/** Existing hosts keep what the table has no column for: further addresses, and ports of their own. */
function withHosts(farm: Farm, role: FarmHost['role'], rows: Row[]): unknown {
  const hosts = rows.map(({ name, address, who }) => {
    const before = farm.hosts.find((host) => host.name === name && host.role === role);
    const further = before?.addresses.slice(1) ?? [];
    const reach = before?.reach.by === 'ssh' ? before.reach : { by: 'person', who: who ?? SOMEBODY };
    return { ...before, name, role, addresses: [address, ...further], reach };
  });
  return { ...farm, hosts: [...hosts, ...farm.hosts.filter((host) => host.role !== role)] };
}

function serviceRow(service: Farm['services'][number]): Row {
  const { name, address, port, nodePort, kind, tls, persistence, hostName = '', forwardedTo } = service;
  return {
    ...{ name, address, hostName, port: String(port), nodePort: String(nodePort) },
    kind: kind === 'https' ? '' : kind,
    tls: tls === 're-encrypt' || tls === 'none' ? '' : tls,
    persistence: persistence === 'none' ? '' : persistence,
    listensAt: forwardedTo?.address ?? '',
    listensPort: forwardedTo === undefined ? '' : String(forwardedTo.port),
  };
}

function serviceOf(row: Row, farm: Farm): unknown {
  const { name, address, port, nodePort, kind = 'https', tls, persistence = 'none', hostName } = row;
  const health = farm.services.find((service) => service.name === name)?.health;
  return {
    ...{ name, address, kind: kind.toLowerCase(), persistence: persistence.toLowerCase() },
    ...{ port: numberIn(port), nodePort: numberIn(nodePort) },
    ...(tls === undefined ? {} : { tls: tls.toLowerCase() }),
    ...(hostName === undefined ? {} : { hostName }),
    ...(health === undefined ? {} : { health }),
    ...(row.listensAt === undefined
      ? {}
      : { forwardedTo: { address: row.listensAt, port: numberIn(row.listensPort ?? port) } }),
  };
}

/** The number; any other text as it is, so that the schema refuses it. */
function numberIn(text: string | undefined): unknown {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : text;
}

/** `SQL01\ACCESS`, `sql01.corp.example`, `192.0.2.5,1433`. */
function withServer(farm: Farm, text: string): unknown {
  const [, server = text, instance, port] = /^([^\\,\s]+)(?:\\([^\\,\s]+))?(?:\s*,\s*(\d{1,6}))?$/.exec(text) ?? [];
  const { engine, hostName, name, administrator } = farm.database;
  const [before] = hostsIn(farm, 'database');
  const reach = before?.reach.by === 'person' ? before.reach : { by: 'person', who: 'DBA' };
  const host = {
    name: before === undefined ? 'database' : databaseHost(farm).name,
    role: 'database',
    addresses: [server],
    reach,
  };
  return {
    ...farm,
    hosts: [...farm.hosts.filter(({ role }) => role !== 'database'), host],
    database: {
      ...{ engine, hostName, name, administrator },
      ...(instance === undefined ? {} : { instance }),
      ...(port === undefined ? {} : { port: Number(port) }),
    },
  };
}

function rowsIn(path: string, text: string): Row[] {
  const { rows, problems } = readRows(text, COLUMNS[path] ?? []);
  if (problems.length === 0) return rows;
  const told = problems
    .slice(0, TOLD_AT_ONCE)
    .map(({ line, text: written, message }) => `line ${line}, “${written}”: ${message}`);
  const more = problems.length - told.length;
  throw new FarmError({
    code: 'input.invalid',
    field: path,
    message: [...told, ...(more > 0 ? [`${more} more lines cannot be used`] : [])].join('; '),
    remedy: 'Correct these lines.',
  });
}
