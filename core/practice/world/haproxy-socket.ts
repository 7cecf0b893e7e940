import { connect } from 'node:net';
import { FarmError } from '../../model/errors.ts';

const LIMIT_MS = 5_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;

/**
 * What HAProxy answers to one command of its runtime API (management guide, 9.3).
 * @param path its admin socket
 * @throws FarmError `service.no-answer`
 */
export function askHaproxy(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path);
    const fail = (why: string) => {
      socket.destroy();
      reject(noAnswer(why));
    };
    socket.setTimeout(LIMIT_MS, () => fail('it gave no answer in time'));
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${command}\n`));
    socket.on('error', (error) => fail(error.message));
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > MOST_CHARACTERS) fail('its answer is too long');
    });
    socket.once('end', () => resolve(text));
  });
}

/**
 * Takes a node out of turn in every backend that has it, or puts it back. The weight tells the conditions in the
 * configuration that persistent clients are to move on; the state alone would let them stay (management guide, `set
 * server`).
 * @throws FarmError `service.no-answer`, `balancer.node-unknown`, `balancer.command-refused`
 */
export async function setHaproxyNode(path: string, node: string, state: 'drain' | 'ready'): Promise<void> {
  const rows = (await askHaproxy(path, 'show stat')).split('\n').map((row) => row.split(','));
  const servers = rows.flatMap(([backend, server]) => (server === node ? [`${backend}/${server}`] : []));
  if (servers.length === 0)
    throw new FarmError({
      code: 'balancer.node-unknown',
      field: 'node',
      message: `HAProxy has no server «${node}».`,
      remedy: 'Give the name of a node of the farm.',
    });
  for (const server of servers) {
    await command(path, `set server ${server} weight ${state === 'drain' ? '0%' : '100%'}`);
    await command(path, `set server ${server} state ${state}`);
  }
}

/** A command that does something answers nothing but an empty line. */
async function command(path: string, text: string): Promise<void> {
  const answer = (await askHaproxy(path, text)).trim();
  if (answer === '') return;
  throw new FarmError({
    code: 'balancer.command-refused',
    message: `HAProxy did not do “${text}”: ${answer}`,
    remedy: 'See whether its admin socket has the level «admin».',
  });
}

function noAnswer(why: string): FarmError {
  return new FarmError({
    code: 'service.no-answer',
    field: 'service',
    message: `HAProxy’s runtime API could not be asked: ${why}.`,
    remedy: 'See whether the balancer runs, then try again.',
  });
}
