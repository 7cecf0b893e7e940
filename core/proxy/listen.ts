import type { AddressInfo, Server } from 'node:net';
import { FarmError } from '../model/errors.ts';

/**
 * Listens and returns the port. Later errors of the server itself are ignored.
 * @param field of the listening address, for the error
 * @throws FarmError `balancer.cannot-bind`
 */
export function listen(server: Server, place: { address: string; port: number }, field: string): Promise<number> {
  const { address, port } = place;
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => reject(cannotBind(error, field, address, port));
    server.once('error', refused);
    server.listen({ host: address, port, ipv6Only: true }, () => {
      server.off('error', refused);
      server.on('error', () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const BIND_REASONS: Record<string, string> = {
  EADDRINUSE: 'another program already listens there',
  EADDRNOTAVAIL: 'this computer does not have that address',
  EACCES: 'this account has no permission to listen there',
};

function cannotBind(error: NodeJS.ErrnoException, field: string, address: string, port: number): FarmError {
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return new FarmError({
    code: 'balancer.cannot-bind',
    field,
    message: `The proxy cannot listen at ${place}: ${BIND_REASONS[error.code ?? ''] ?? error.message}.`,
    remedy:
      'End the program that uses this address and port, or choose another address or port for the virtual service.',
  });
}
