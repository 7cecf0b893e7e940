import { connect } from 'node:net';
import { FarmError } from '../../model/errors.ts';

const LIMIT_MS = 5_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;

/**
 * Sends one line over a new connection and returns everything that is answered until the other side closes it.
 * @param path the socket's path
 * @throws FarmError `service.no-answer`
 */
export function talk(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path);
    const fail = (why: string) => {
      socket.destroy();
      reject(noAnswer(why));
    };
    socket.setTimeout(LIMIT_MS, () => fail('it did not answer in time'));
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${line}\n`));
    socket.on('error', (error) => fail(error.message));
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > MOST_CHARACTERS) fail('its answer is too long');
    });
    socket.once('end', () => resolve(text));
  });
}

function noAnswer(why: string): FarmError {
  return new FarmError({
    code: 'service.no-answer',
    field: 'service',
    message: `The service did not answer on its socket: ${why}.`,
    remedy: 'Check that the service runs, then try again.',
  });
}
