import type { HeaderPolicy } from '../../model/header-policy.ts';
import type { BalancerModel } from '../../model/plug-ins.ts';

/**
 * HAProxy's configuration text. Sources of its rules: HAProxy configuration manual, `http-request set-header`,
 * `option forwardfor`, `option httpchk`, `http-check expect`, `source`.
 *
 * Exactly one of `set-header` and `option forwardfor` is written: both together send the client twice. The health
 * check names its status, since `option httpchk` alone takes any 2xx and 3xx for healthy.
 */
export function renderConfiguration(model: BalancerModel): string {
  const lines = [
    'global',
    '    maxconn 4096',
    '    stats socket unix@haproxy.sock mode 600 level admin',
    '    ssl-default-bind-options ssl-min-ver TLSv1.2',
    '    ssl-default-server-options ssl-min-ver TLSv1.2',
    '',
    'defaults',
    '    mode http',
    '    timeout connect 5s',
    '    timeout client 60s',
    '    timeout server 60s',
    '    timeout http-request 10s',
    `    timeout check ${model.healthCheck.timeoutMs}ms`,
    `    source ${model.sourceAddress}`,
    ...model.services.flatMap((service) => ['', ...frontend(model, service), '', ...backend(model, service)]),
  ];
  return `${lines.join('\n')}\n`;
}

function frontend(model: BalancerModel, service: BalancerModel['services'][number]): string[] {
  return [
    `frontend ${service.name}`,
    `    bind ${bindAddress(service)} ssl crt ${model.files.certificateAndKey} alpn http/1.1`,
    ...model.removeHeaders.map((name) => `    http-request del-header ${name}`),
    ...policyLines(model.headerName, model.headerPolicy),
    `    default_backend ${service.name}`,
  ];
}

function backend(model: BalancerModel, service: BalancerModel['services'][number]): string[] {
  const { intervalMs, fall, rise } = model.healthCheck;
  return [
    `backend ${service.name}`,
    '    balance roundrobin',
    '    option httpchk',
    `    http-check connect ssl sni ${model.hostName}`,
    `    http-check send meth GET uri ${service.healthPath} ver HTTP/1.1 hdr Host ${model.hostName}`,
    '    http-check expect status 200',
    `    default-server check inter ${intervalMs}ms fall ${fall} rise ${rise} ssl verify required ca-file ${model.files.authority} sni str(${model.hostName}) verifyhost ${model.hostName}`,
    ...service.nodes.map((node) => `    server ${node.name} ${bindAddress(node)}`),
  ];
}

/** One way of setting the header for each policy; names and values come from validated fields only. */
function policyLines(name: string, policy: HeaderPolicy): string[] {
  const remove = `    http-request del-header ${name}`;
  const set = `    http-request set-header ${name} %[src]`;
  const header = name.toLowerCase() === 'x-forwarded-for' ? '' : ` header ${name}`;
  switch (policy) {
    case 'remove':
      return [remove];
    case 'replace':
      return [remove, set];
    case 'append':
      return [
        `    http-request set-header ${name} %[req.hdr(${name})],\\ %[src] if { req.hdr(${name}) -m found }`,
        `    http-request set-header ${name} %[src] unless { req.hdr(${name}) -m found }`,
      ];
    case 'add-line':
      return [`    option forwardfor${header}`];
    case 'if-none':
      return [`    option forwardfor${header} if-none`];
    case 'preserve':
      return [];
  }
}

function bindAddress({ address, port }: { address: string; port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
