import type { BalancerModel } from '../model/balancer.ts';
import { CLIENT_ADDRESS_HEADERS } from '../model/client-address-headers.ts';
import { balancerHop, balancerPlace, hostNameOf, nodesOf, placeOf } from '../model/farm-parts.ts';
import { AUTHORITY_FILE } from '../model/hosts.ts';
import type { PlanInputs } from '../model/profile.ts';

/**
 * Headers that a client could forge besides the one in use: other names for its address, and headers that applications
 * read as the requested host, port and path.
 */
const FORWARDED_HEADERS = [
  ...CLIENT_ADDRESS_HEADERS,
  'X-Original-Host',
  'X-Original-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
];

/**
 * What the balancer of this farm must do, independent of the product.
 * @param unit index of the host in a pair: each of the two connects to the nodes from its own address
 */
export function balancerModel({ farm, profile }: PlanInputs, unit = 0): BalancerModel {
  const hop = balancerHop(farm);
  const { header: headerName } = profile.clientIp;
  return {
    services: farm.services.map((service) => {
      const needs = profile.services.find((candidate) => candidate.name === service.name);
      if (needs === undefined) throw new Error(`the profile has no service ${service.name}`);
      return {
        name: service.name,
        kind: service.kind,
        tls: service.tls,
        ...balancerPlace(service),
        hostName: hostNameOf(farm, service),
        health: service.health ?? (needs.healthPath === null ? 'connect' : { path: needs.healthPath }),
        persistence: service.persistence,
        nodes: nodesOf(farm).map((node) => ({ name: node.name, ...placeOf(farm, node, service.name) })),
      };
    }),
    headerName,
    headerPolicy: hop.headerPolicy,
    headerFrom: farm.hops.slice(0, -1).flatMap(({ presentsAs }) => presentsAs),
    removeHeaders: FORWARDED_HEADERS.filter((name) => name.toLowerCase() !== headerName.toLowerCase()),
    sourceAddress: hop.presentsAs[unit] ?? hop.presentsAs[0] ?? '',
    healthCheck: farm.healthCheck,
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: AUTHORITY_FILE,
    },
  };
}
