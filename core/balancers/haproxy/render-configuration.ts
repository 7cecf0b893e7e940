import type { BalancerModel } from '../../model/balancer.ts';
import { FarmError } from '../../model/errors.ts';
import {
  fileWord,
  hostNameWord,
  hostWord,
  nameWord,
  numberWord,
  placeWord,
  serverPlace,
  serverWord,
  urlPathWord,
} from './configuration-word.ts';
import { headerRules } from './header-rules.ts';
import { sourcePersistence } from './source-persistence.ts';

type Service = BalancerModel['services'][number];

const DAY_MS = 86_400_000;

/**
 * HAProxy's configuration text: UTF-8 without BOM, LF, final newline, since a BOM or a missing newline is refused.
 *
 * - The health check names its status, for `option httpchk` alone takes any 2xx and 3xx for healthy; it says SNI and
 *   Host itself and goes over the same verified TLS as requests.
 * - `option redispatch 1`: a connection that a node refuses is tried on another one at once. Only connecting is ever
 *   tried again, never a request.
 * - IPv6 is bound with `v6only`: on a socket for both, IPv4 clients would be written as `::ffff:192.0.2.1`.
 * - The socket of the runtime interface is for its owner; setting a node needs the level `admin`.
 *
 * Sources: HAProxy configuration manual 2.6, 3.1 `stats socket`; 4.2 `http-check`, `option httpchk`, `option
 * redispatch`, `source`, `timeout`; 5.1 `v6only`; 5.2 `sni`, `verifyhost`.
 * @throws FarmError `balancer.value-unsafe`, `balancer.addresses-differ`
 */
export function renderConfiguration(model: BalancerModel): string {
  const lines = [
    ...section('global', [
      'maxconn 4096',
      'stats socket unix@haproxy.sock mode 600 level admin',
      'ssl-default-bind-options ssl-min-ver TLSv1.2',
      'ssl-default-server-options ssl-min-ver TLSv1.2',
    ]),
    ...section('defaults', [
      'mode http',
      'timeout connect 5s',
      'timeout client 60s',
      'timeout server 60s',
      'timeout http-request 10s',
      'timeout http-keep-alive 60s',
      `timeout check ${numberWord(model.healthCheck.timeoutMs, 'healthCheck.timeoutMs', DAY_MS)}ms`,
      'option redispatch 1',
      `source ${hostWord(model.sourceAddress, 'sourceAddress')}`,
    ]),
    ...model.services.flatMap((service, index) => {
      const field = `services[${index}]`;
      return [...frontend(model, service, field), ...backend(model, service, field)];
    }),
  ];
  return `${lines.join('\n').trim()}\n`;
}

function frontend(model: BalancerModel, service: Service, field: string): string[] {
  const name = nameWord(service.name, `${field}.name`);
  const only = service.address.includes(':') ? ' v6only' : '';
  const certificate = fileWord(model.files.certificateAndKey, 'files.certificateAndKey');
  return section(`frontend ${name}`, [
    `bind ${placeWord(service, field)}${only} ssl crt ${certificate} alpn http/1.1`,
    ...headerRules(model),
    `default_backend ${name}`,
  ]);
}

function backend(model: BalancerModel, service: Service, field: string): string[] {
  const name = nameWord(service.name, `${field}.name`);
  const host = hostNameWord(service.hostName, `${field}.hostName`);
  const authority = fileWord(model.files.authority, 'files.authority');
  const servers = service.nodes.map((node, index) => {
    const at = `${field}.nodes[${index}]`;
    const server = { name: serverWord(node.name, `${at}.name`), place: serverPlace(node, at), id: index + 1 };
    refuseOtherFamily(node.address, model.sourceAddress, `${at}.address`);
    return server;
  });
  return section(`backend ${name}`, [
    'balance roundrobin',
    ...(service.persistence === 'source' ? sourcePersistence(name, servers) : []),
    'option httpchk',
    `http-check connect ssl sni ${host}`,
    `http-check send meth GET uri ${urlPathWord(pathOf(service), `${field}.health.path`)} ver HTTP/1.1 hdr Host ${host}`,
    'http-check expect status 200',
    `default-server check ${pace(model)} ssl verify required ca-file ${authority} sni str(${host}) verifyhost ${host}`,
    ...servers.map((server) => `server ${server.name} ${server.place} id ${server.id}`),
  ]);
}

/** Only a health check with a path is asked of HAProxy: the plan refuses others. */
function pathOf({ health }: Service): string {
  return health === 'connect' ? '/' : health.path;
}

function pace({ healthCheck: { intervalMs, fall, rise } }: BalancerModel): string {
  const inter = numberWord(intervalMs, 'healthCheck.intervalMs', DAY_MS);
  return `inter ${inter}ms fall ${numberWord(fall, 'healthCheck.fall', 100)} rise ${numberWord(rise, 'healthCheck.rise', 100)}`;
}

function section(title: string, lines: string[]): string[] {
  return [title, ...lines.map((line) => `    ${line}`), ''];
}

/** HAProxy accepts it and then finds every node down: `Address family not supported by protocol`. */
function refuseOtherFamily(address: string, source: string, field: string): void {
  // Of a DNS name the family is not known before it is asked for.
  if (!/^[\d.]+$|:/.test(address) || address.includes(':') === source.includes(':')) return;
  throw new FarmError({
    code: 'balancer.addresses-differ',
    field,
    message: `${address} cannot be reached from ${source}: one is IPv4, the other IPv6.`,
    remedy: 'Use addresses of one family (IPv4 or IPv6) for the balancer and all nodes.',
  });
}
