import { FarmError } from '../../../model/errors.ts';
import type { IpDetection } from '../../../model/ip-detection.ts';
import { parseDotNetAddress } from '../../dotnet-address.ts';
import { networkHolds, parseDotNetNetwork } from '../../dotnet-network.ts';
import { sameAddressText } from '../../same-address.ts';
import type { Engine, ForwardedRequest, TrustFault } from '../engine.ts';
import { beyond } from './beyond.ts';
import { type AspNetCoreConfig, resolveAspNetCore } from './resolve.ts';
import { Setting } from './setting.ts';

/** The parts of a setting, with their names in tables and in sentences. */
const PARTS = {
  enabled: { name: 'Client IP detection', inSentence: 'client IP detection' },
  headerName: { name: 'Header', inSentence: 'the header' },
  forwardLimit: { name: 'Entries read at most', inSentence: 'the limit' },
  knownProxies: { name: 'Trusted addresses', inSentence: 'the list of trusted addresses' },
  knownNetworks: { name: 'Trusted ranges', inSentence: 'the list of trusted ranges' },
} as const satisfies Record<keyof Setting, { name: string; inSentence: string }>;
const KEYS = Object.keys(PARTS) as (keyof Setting)[];

/** ASP.NET Core's forwarded headers middleware. */
export const aspNetCore: Engine = {
  id: 'aspnetcore',
  canTrust: true,
  read: (value) => Setting.safeParse(value).data ?? null,
  planned: ({ headerName, forwardLimit, knownProxies, knownNetworks }) => ({
    enabled: true,
    forwardLimit,
    knownProxies: [...knownProxies],
    knownNetworks: [...knownNetworks],
    headerName,
  }),
  resolve: (request, setting) => resolveAspNetCore(request, configOf(own(setting))),
  resolveCase: (request, config) => {
    const { clientIp, clientPort, remainingXff, originalFor } = resolveAspNetCore(request, config as AspNetCoreConfig);
    return { clientIp, clientPort, remainingXff, originalFor };
  },
  trust: (setting) => {
    const { headerName, forwardLimit, knownProxies, knownNetworks } = own(setting);
    const trusted = [...knownProxies, ...knownNetworks];
    return { headerName, entries: forwardLimit, trusted: trusted.length === 0 ? null : trusted };
  },
  trustedThrough: (setting, address) => {
    const { knownProxies, knownNetworks } = own(setting);
    const asked = parseDotNetAddress(address);
    const holds = (text: string) => {
      const network = parseDotNetNetwork(text);
      return network !== null && asked !== null && networkHolds(network, asked);
    };
    return knownProxies.find((proxy) => sameAddressText(proxy, address)) ?? knownNetworks.find(holds) ?? null;
  },
  faults: (planned, inForce, request) => faultsOf(own(planned), own(inForce), request),
  rows: (setting) => KEYS.map((key) => ({ name: PARTS[key].name, value: shown(own(setting)[key]) })),
  differences: (planned, inForce) =>
    KEYS.flatMap((key) => {
      const [wished, found] = [shown(own(planned)[key]), shown(own(inForce)[key])];
      return wished === found ? [] : [`${PARTS[key].inSentence} is ${found}, planned ${wished}`];
    }),
  beyond: (planned, inForce) => beyond(own(planned), own(inForce)),
  remedyForTrustingEveryone: (peer) => `Trust only ${peer}.`,
};

function own(setting: IpDetection): Setting {
  return Setting.parse(setting);
}

function configOf({ enabled, headerName, ...lists }: Setting): AspNetCoreConfig {
  return { ...lists, forwardedHeaders: enabled ? ['XForwardedFor'] : [], forwardedForHeaderName: headerName };
}

/** Each part is tried with the planned value of the others, so that one fault does not hide another. */
function faultsOf(planned: Setting, inForce: Setting, request: ForwardedRequest): TrustFault[] {
  const stop = (setting: Setting) => {
    try {
      return resolveAspNetCore(request, configOf({ ...setting, enabled: true })).stop.reason;
    } catch (error) {
      // What the framework does not take has none of these faults.
      if (error instanceof FarmError) return null;
      throw error;
    }
  };
  const withLimit = stop({ ...planned, forwardLimit: inForce.forwardLimit });
  const withLists = stop({ ...inForce, forwardLimit: planned.forwardLimit, headerName: planned.headerName });
  return [
    ...(withLimit === 'limit zero' ? ['reads no entry' as const] : []),
    ...(withLimit === 'limit reached' ? ['stops short' as const] : []),
    ...(withLists === 'presenter not trusted' ? ['presenter not trusted' as const] : []),
    ...(inForce.knownProxies.length + inForce.knownNetworks.length === 0 ? ['trusts everyone' as const] : []),
  ];
}

function shown(value: boolean | number | string | string[] | null): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return value === null ? 'no limit' : String(value);
  return value.length === 0 ? 'none' : [...value].sort().join(', ');
}
