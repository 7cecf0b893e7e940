import { z } from 'zod';
import { FarmError } from '../../../model/errors.ts';
import type { IpDetection } from '../../../model/ip-detection.ts';
import { addressText, parseDotNetAddress } from '../../dotnet-address.ts';
import { fieldLines } from '../../header-entries.ts';
import type { Engine, ForwardedRequest, Resolution } from '../engine.ts';
import { otherHeader } from '../other-header.ts';

const Setting = z.object({ headerName: z.string() });

/**
 * An application that takes the leftmost entry of its header, whoever sent it. If the header is absent or that entry
 * is no address, it takes the TCP peer. It cannot be told whom to trust, so the balancer must replace the header.
 */
export const leftmost: Engine = {
  id: 'leftmost',
  canTrust: false,
  read: (value) => Setting.safeParse(value).data ?? null,
  planned: ({ headerName }) => ({ headerName }),
  resolve: (request, setting) => resolveLeftmost(request, headerOf(setting)),
  resolveCase: (request, config) => {
    const setting = leftmost.read(config);
    if (setting === null)
      throw new FarmError({
        code: 'client-ip.config-invalid',
        field: 'headerName',
        message: 'The setting names no header.',
        remedy: 'Enter the name of the header as headerName.',
      });
    return { clientIp: leftmost.resolve(request, setting).clientIp };
  },
  trust: (setting) => ({ headerName: headerOf(setting), entries: null, trusted: null }),
  trustedThrough: () => null,
  faults: () => [],
  rows: (setting) => [
    { name: 'Header', value: headerOf(setting) },
    { name: 'Trusted addresses', value: 'everyone; this cannot be set' },
  ],
  differences: (planned, inForce) =>
    headerOf(planned) === headerOf(inForce) ? [] : [`the header is ${headerOf(inForce)}, planned ${headerOf(planned)}`],
  beyond: (planned, inForce) => ({ more: otherHeader(headerOf(planned), headerOf(inForce)), unread: [] }),
  remedyForTrustingEveryone: (peer) =>
    `This application has no list of trusted proxies. Let only ${peer} reach the nodes, and let the outermost device replace the header.`,
};

function headerOf(setting: IpDetection): string {
  return Setting.parse(setting).headerName;
}

function resolveLeftmost({ peer, headers }: ForwardedRequest, headerName: string): Resolution {
  const lines = fieldLines(headers, headerName);
  const entries =
    lines.length === 0
      ? []
      : lines
          .join(',')
          .split(',')
          .map((entry) => entry.trim());
  const walk = [...entries]
    .reverse()
    .map((entry) => ({ entry, presentedBy: null, trusted: 'not checked' as const, parsed: canonical(entry) }));
  const last = walk.at(-1);
  if (last === undefined) return { clientIp: peer, walk, stop: { reason: 'no entries' } };
  if (last.parsed === null)
    return { clientIp: peer, walk, stop: { reason: 'entry does not parse', entry: last.entry, presenter: null } };
  return { clientIp: last.parsed, walk, stop: { reason: 'entries used up' } };
}

/** Four decimal parts without leading zeros, or IPv6 without brackets, port or zone. */
const PLAIN = /^((0|[1-9]\d{0,2})\.){3}(0|[1-9]\d{0,2})$|^[\da-f:]*:[\da-f:.]*$/i;

function canonical(entry: string): string | null {
  const address = PLAIN.test(entry) ? parseDotNetAddress(entry) : null;
  return address === null ? null : addressText(address);
}
