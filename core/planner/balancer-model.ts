import { balancerHop } from '../model/farm.ts';
import type { BalancerModel, PlanInputs } from '../model/plug-ins.ts';

/** Names a client could forge its address under, besides the header that is used (RFC 7239; vendors' own names). */
const FORWARDED_HEADERS = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'True-Client-IP', 'X-Original-For'];

/** What the balancer of this farm must do, in no product's words. */
export function balancerModel({ farm, profile }: PlanInputs): BalancerModel {
  const hop = balancerHop(farm);
  const { headerName } = profile.clientIp;
  return {
    services: farm.services.map((service) => {
      const needs = profile.services.find((candidate) => candidate.name === service.name);
      if (needs === undefined) throw new Error(`the profile has no service ${service.name}`);
      return {
        name: service.name,
        address: service.address,
        port: service.port,
        healthPath: needs.healthPath,
        nodes: farm.nodes.map(({ name, address, port }) => ({ name, address, port })),
      };
    }),
    hostName: farm.hostName,
    headerName,
    headerPolicy: hop.headerPolicy,
    removeHeaders: FORWARDED_HEADERS.filter((name) => name.toLowerCase() !== headerName.toLowerCase()),
    sourceAddress: hop.presentsAs,
    healthCheck: farm.healthCheck,
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: 'authority.pem',
    },
  };
}
