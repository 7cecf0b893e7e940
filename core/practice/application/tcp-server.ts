import { createServer, type Server, type Socket } from 'node:net';
import type { Application } from './application.ts';
import { TOKEN } from './audit-log.ts';
import { plainAddress } from './client-address.ts';
import type { TcpService } from './service-configuration.ts';

const MOST_LINE_BYTES = 1024;
/** A client that sends nothing for this long waits for an answer. A health check has closed its connection before. */
const SILENCE_MS = 200;

/**
 * The server of a TCP service. It takes the first line, or the silence of somebody who waits, for a request; records
 * it; answers; and closes. A connection that is closed before is a health check, which leaves no record.
 */
export function tcpServer(service: TcpService, application: Application): Server {
  return createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    firstLine(socket).then(async (line) => {
      if (line === null) return void socket.destroy();
      try {
        socket.end(await answerTo(line, service, application, socket));
      } catch {
        // Without a record there is no answer.
        socket.destroy();
      }
    });
  });
}

async function answerTo(
  line: string,
  { name, token, answer }: TcpService,
  application: Application,
  socket: Socket,
): Promise<string> {
  const peer = plainAddress(socket.remoteAddress ?? '');
  const from = await application.clientAddress({ peer, peerPort: socket.remotePort, headers: [] });
  const said = token === 'line' && TOKEN.test(line) ? line : null;
  await application.record({ service: name, path: '', token: said }, from);
  return answer === 'echo' ? `${line}\n` : `${answer.banner}\r\n`;
}

/** The first line without its end; empty if nothing comes, and null if the connection ends before. */
function firstLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const silence = setTimeout(() => settle(text), SILENCE_MS);
    const settle = (line: string | null) => {
      clearTimeout(silence);
      resolve(line);
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      const [line = '', ...rest] = text.split(/\r?\n/);
      if (rest.length > 0 || text.length > MOST_LINE_BYTES) settle(line.slice(0, MOST_LINE_BYTES));
    });
    socket.once('end', () => settle(text === '' ? null : text));
    socket.once('close', () => settle(null));
  });
}
