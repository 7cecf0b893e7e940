import type { IncomingMessage } from 'node:http';
import { resolveAspNetCore } from '../../client-ip/engines/aspnetcore/resolve.ts';
import type { IpDetection } from './configuration.ts';

const DEFAULT_HEADER = 'X-Forwarded-For';

/** Where a request came from, as the application sees it. */
export interface ClientAddress {
  /** The TCP peer. */
  peer: string;
  /** The header's lines as they came. */
  forwarded: string[];
  /** What the application takes for the client. */
  resolved: string | null;
}

/** Resolves the client's address as ASP.NET Core does, with the setting in force; without one it is the TCP peer. */
export function clientAddressOf(request: IncomingMessage, setting: IpDetection | null): ClientAddress {
  const peer = plainAddress(request.socket.remoteAddress ?? '');
  const headers = pairsOf(request.rawHeaders);
  const header = setting?.headerName ?? DEFAULT_HEADER;
  const forwarded = headers.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value);
  if (setting === null || !setting.enabled) return { peer, forwarded, resolved: peer };
  const { forwardLimit, knownProxies, knownNetworks } = setting;
  const { clientIp } = resolveAspNetCore(
    { peer, peerPort: request.socket.remotePort, headers },
    { forwardLimit, knownProxies, knownNetworks, forwardedForHeaderName: header },
  );
  return { peer, forwarded, resolved: clientIp };
}

/** A dual-stack socket gives IPv4 peers in mapped form. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

function pairsOf(raw: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
