import { FarmError } from '../../model/errors.ts';
import type { VantageAnswer, VantageRequest } from '../../model/vantage.ts';
import type { VerifyPorts } from '../ports.ts';

const SECRET_HEADERS = ['cookie', 'set-cookie', 'authorization'];
const MOST_SHOWN = 200;

/** Sends one request and keeps the exchange in the journal, raw and without its secrets. */
export async function exchange(
  request: VantageRequest,
  host: string | null,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<VantageAnswer> {
  const what = request.method === 'connect' ? 'Connection' : `${request.method} ${request.path.split('?')[0]}`;
  const way = `${what} from ${request.from} to ${request.to.address} port ${request.to.port}`;
  const tell = (sentence: string, technical: string, answer: string) =>
    ports.record({
      host,
      page: 'verify',
      sentence,
      technical,
      raw: `${shownRequest(request)}\n\n${answer}`,
      body: { type: 'exchange' },
    });
  try {
    const answer = await ports.vantage.send(request, signal);
    const lines = [`HTTP/1.1 ${answer.status}`, ...answer.headers.map(shownHeader), '', shorten(answer.body)];
    if (request.method === 'connect') tell(`${way}: connected.`, `in ${answer.elapsedMs.toFixed(0)} ms`, 'connected');
    else
      tell(
        `${way}: ${answer.status}.`,
        `${answer.status} in ${answer.elapsedMs.toFixed(0)} ms, sent from ${answer.sentFrom}`,
        lines.join('\n'),
      );
    return answer;
  } catch (error) {
    if (error instanceof FarmError) tell(`${way}: no answer.`, `${error.code}: ${error.message}`, error.message);
    throw error;
  }
}

function shownRequest(request: VantageRequest): string {
  if (request.method === 'connect') return `connect to ${request.to.address} port ${request.to.port}`;
  const lines = [`${request.method} ${request.path} HTTP/1.1`, `Host: ${request.hostName}`];
  return [...lines, ...(request.headers ?? []).map(shownHeader)].join('\n');
}

function shownHeader([name, value]: [string, string]): string {
  return `${name}: ${SECRET_HEADERS.includes(name.toLowerCase()) ? '«secret»' : shorten(value)}`;
}

function shorten(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}… (${text.length} characters)`;
}
