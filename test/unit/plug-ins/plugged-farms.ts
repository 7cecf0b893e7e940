import { balancers } from '../../../core/balancers/index.ts';
import { databases } from '../../../core/databases/index.ts';
import type { Balancer } from '../../../core/model/balancer.ts';
import { Farm } from '../../../core/model/farm.ts';
import type { PlanInputs, Profile } from '../../../core/model/profile.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import { practiceFarm } from '../../../core/sites/practice-farm.ts';
import { gateway } from '../../support/second-profile/gateway.ts';

/** Every profile there is, and one of another shape. */
export const PROFILES: Profile[] = [...profiles, gateway];

/** Names as the answers let them in: what means something to shells, SQL, JSON, formats and readers from right to left. */
export const NAMED = {
  farm: `a]b'c"d\`e$(f)%g {h} <i> \\ עברית \u{1F469}\u200D\u{1F4BB}`,
  database: `d]b'"\`$(x)%s; DROP TABLE audit --`,
  account: `CORP\\svc-'"\`$(id)%20] מילה$`,
  nodes: ['web.01_a', 'узел-2', 'שרת.3'],
};

/** Words that no answer lets in, or that come from elsewhere: they may be refused, and never be taken for something else. */
export const HOSTILE = [
  ...Object.values(NAMED).flat(),
  'two\nlines\r\n',
  'a b\tc',
  '',
  '%0a%20%',
  "'; shutdown --",
  '\u202Egnp.exe\u202C',
  'zero\u200Bwidth\u2028line',
  '\u0000\u001b[2J',
];

/** Tokens that an audit source may be asked for. */
export const TOKENS = ['fw-plain', ...HOSTILE];

/** A farm of a profile behind a balancer, and what its plan is made from. */
export interface PluggedFarm {
  title: string;
  inputs: PlanInputs;
}

/** Every profile behind every balancer that can do what it needs, with and without a WAF. */
export function pluggedFarms(change: (farm: Farm) => Farm = (farm) => farm): PluggedFarm[] {
  return PROFILES.flatMap((profile) =>
    balancers.filter(fits(profile)).flatMap((balancer) =>
      [false, true].map((waf) => ({
        title: `${profile.id} behind ${balancer.id}${waf ? ' and a WAF' : ''}`,
        inputs: inputsOf(change(farmOf(profile, balancer, waf)), profile),
      })),
    ),
  );
}

/** What a plan is made from, with this profile in the place of the one that the farm names. */
export function inputsOf(farm: Farm, profile: Profile): PlanInputs {
  return planInputs(Farm.parse(farm), { profiles: [profile], balancers, databases });
}

/** The farm with the names that the answers let in. */
export function withHostileNames(farm: Farm): Farm {
  let node = 0;
  return {
    ...farm,
    name: NAMED.farm,
    serviceAccount: NAMED.account,
    database: { ...farm.database, name: NAMED.database },
    hosts: farm.hosts.map((host) =>
      host.role === 'node' ? { ...host, name: NAMED.nodes[node++] ?? host.name } : host,
    ),
  };
}

function fits({ services }: Profile): (balancer: Balancer) => boolean {
  return ({ can }) => services.every(({ kind }) => kind !== 'tcp' || can.includes('tcp'));
}

function farmOf(profile: Profile, balancer: Balancer, waf: boolean): Farm {
  const services = profile.services.map(({ name, kind = 'https' }, index) => ({ name, kind, port: 9000 + index }));
  const layout = {
    wizard: '127.9.9.2',
    clients: ['127.9.9.10', '127.9.9.11', '127.9.9.12', '127.9.9.13'],
    database: { address: '127.9.9.3', port: 5000 },
    balancer: { virtualAddress: '127.9.9.5', presentsAs: '127.9.9.4', services },
    waf: waf
      ? {
          presentsAs: '127.9.9.6',
          forwardedTo: services.map(({ name, port }) => ({ name, address: '127.9.9.7', port })),
        }
      : null,
    nodes: NAMED.nodes.map((_, index) => ({
      name: `node-0${index + 1}`,
      address: `127.9.9.${101 + index}`,
      ports: Object.fromEntries(profile.services.map(({ name, nodePort = 443 }) => [name, nodePort])),
    })),
  };
  return practiceFarm('contract', layout, {
    profile: profile.id,
    balancer: balancer.id,
    services: profile.services,
    name: 'Contract',
  });
}
