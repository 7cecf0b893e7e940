import type { Server, Socket } from 'node:net';
import { FarmError } from '../../model/errors.ts';
import type { Application } from './application.ts';
import { plainAddress } from './client-address.ts';
import { type Listener, listenersOf } from './service-configuration.ts';
import { tcpServer } from './tcp-server.ts';
import { webServer } from './web-server.ts';

/**
 * Opens every address and port of the application's services. A connection from an address that is not admitted is
 * closed before a byte is read.
 * @returns the servers, which listen
 * @throws FarmError `application.cannot-bind`, `application.certificate-unusable`
 */
export async function serve(application: Application): Promise<Server[]> {
  return await Promise.all(
    listenersOf(application.configuration.services).map((listener) => open(listener, application)),
  );
}

function open(listener: Listener, application: Application): Promise<Server> {
  const { admits } = application.configuration;
  const server = serverOf(listener, application);
  server.prependListener('connection', (socket: Socket) => {
    if (!admits.includes(plainAddress(socket.remoteAddress ?? ''))) socket.destroy();
  });
  const { address, port } = listener;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(unusable('cannot-bind', `cannot listen on ${address} port ${port}: ${error.code ?? error.message}`)),
    );
    server.listen({ host: address, port }, () => resolve(server));
  });
}

function serverOf(listener: Listener, application: Application): Server {
  if (listener.kind === 'tcp') return tcpServer(listener.service, application);
  try {
    return webServer(listener, application);
  } catch (error) {
    throw unusable('certificate-unusable', `cannot use its certificate: ${(error as Error).message}`);
  }
}

function unusable(code: string, what: string): FarmError {
  return new FarmError({
    code: `application.${code}`,
    message: `The application ${what}.`,
    remedy: 'Correct its settings and files, then restart it.',
  });
}
