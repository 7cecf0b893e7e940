import type { BalancerModel } from '../model/balancer.ts';
import { balancerHop, balancerPlace } from '../model/farm.ts';
import type { PlanInputs } from '../model/profile.ts';

/**
 * What a client could forge besides the header that is used: its address under other names (RFC 7239; vendors' own
 * names), and what applications take for the host, port and path that were asked for.
 */
const FORWARDED_HEADERS = [
  'X-Forwarded-For',
  'Forwarded',
  'X-Real-IP',
  'True-Client-IP',
  'X-Client-IP',
  'X-Original-For',
  'X-Original-Host',
  'X-Original-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
];

/** What the balancer of this farm must do, in no product's words. */
export function balancerModel({ farm, profile }: PlanInputs): BalancerModel {
  const hop = balancerHop(farm);
  const { header: headerName } = profile.clientIp;
  return {
    services: farm.services.map((service) => {
      const needs = profile.services.find((candidate) => candidate.name === service.name);
      if (needs === undefined) throw new Error(`the profile has no service ${service.name}`);
      return {
        name: service.name,
        ...balancerPlace(service),
        healthPath: needs.healthPath,
        nodes: farm.nodes.map(({ name, address, port }) => ({ name, address, port })),
      };
    }),
    hostName: farm.hostName,
    headerName,
    headerPolicy: hop.headerPolicy,
    headerFrom: farm.hops.slice(0, -1).map(({ presentsAs }) => presentsAs),
    removeHeaders: FORWARDED_HEADERS.filter((name) => name.toLowerCase() !== headerName.toLowerCase()),
    sourceAddress: hop.presentsAs,
    persistence: farm.persistence,
    healthCheck: farm.healthCheck,
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: 'authority.pem',
    },
  };
}
