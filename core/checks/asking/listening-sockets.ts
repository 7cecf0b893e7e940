import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';
import { type Asked, LISTENING_SOCKETS } from '../../model/reading.ts';

/** A listening TCP socket of a host. */
export interface ListeningSocket {
  /** Null where it listens at every address of the host, with `atIpv6` at those of IPv6 as well. */
  address: string | null;
  atIpv6?: boolean;
  port: number;
}

/** What administrators run, and people are asked to run: `ss` of iproute2; PowerShell of Windows. */
const ON_LINUX = 'ss -ltnH';
const ON_WINDOWS = 'Get-NetTCPConnection -State Listen | Select-Object LocalAddress, LocalPort | ConvertTo-Json';

const EXAMPLE = `LISTEN 0 4096 192.0.2.101:443 0.0.0.0:*
LISTEN 0 128 [::]:22 [::]:*
`;

/** Asks a host for its listening TCP sockets. */
export function askSockets(host: string): Asked<ListeningSocket[]> {
  return {
    host,
    reading: {
      kind: 'told',
      by: {
        practice: { run: LISTENING_SOCKETS },
        person: {
          ask: `On ${host}, list the TCP sockets that listen and copy all of the list. On Linux: ${ON_LINUX}. On Windows, in PowerShell: ${ON_WINDOWS}.`,
          example: EXAMPLE,
        },
      },
    },
    parse: parseSockets,
  };
}

const Connection = z.object({ LocalAddress: z.string(), LocalPort: z.int() });
const Connections = z.union([z.array(Connection), Connection.transform((one) => [one])]);

/**
 * Returns the sockets in the lines of `ss` or `netstat`, or in PowerShell’s JSON, each once.
 * @throws FarmError `sockets.unread` where there is none: a host that is reached listens somewhere
 */
function parseSockets(text: string): ListeningSocket[] {
  const found = text.split(/\r\n|\n|\r/).flatMap(socketIn);
  const sockets = found.length > 0 ? found : connectionsIn(text);
  if (sockets.length === 0) throw unread(text);
  return [
    ...new Map(
      sockets.map((socket) => [`${socket.address} ${socket.atIpv6 ?? false} ${socket.port}`, socket]),
    ).values(),
  ];
}

/** `LISTEN 0 128 [::]:22 [::]:*`, or `TCP 0.0.0.0:135 0.0.0.0:0 LISTENING`: the first place in a line is the host's own. */
function socketIn(line: string): ListeningSocket[] {
  for (const word of line.trim().split(/\s+/)) {
    const [, address, port] =
      /^(\*|\[[^\]]+\]|[\d.]+(?:%\w+)?|[\da-f:]*:[\da-f:.]*(?:%\w+)?):(\d{1,5})$/i.exec(word) ?? [];
    if (address !== undefined && port !== undefined) return [socketAt(address, Number(port))];
  }
  return [];
}

function connectionsIn(text: string): ListeningSocket[] {
  try {
    return Connections.parse(JSON.parse(text)).map(({ LocalAddress, LocalPort }) => socketAt(LocalAddress, LocalPort));
  } catch {
    return [];
  }
}

function socketAt(written: string, port: number): ListeningSocket {
  const address = written.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (address === '0.0.0.0') return { address: null, port };
  return EVERY_ADDRESS.includes(address) ? { address: null, atIpv6: true, port } : { address, port };
}

/** `*` stands for all of both families. */
const EVERY_ADDRESS = ['*', '::'];

function unread(text: string): FarmError {
  return new FarmError({
    code: 'sockets.unread',
    message: `No listening socket was found in the answer: ${JSON.stringify(text.slice(0, 80))}.`,
    remedy: `Copy all of what ${ON_LINUX} shows, or on Windows ${ON_WINDOWS}.`,
  });
}
