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
  const [answer] = await told([request], host, ports, async () => [await ports.vantage.send(request, signal)]);
  if (answer === undefined) throw new Error('one request has one answer');
  return answer;
}

/** Sends requests over one connection, see `Vantage.converse`, and keeps the exchanges in the journal. */
export function converse(
  requests: VantageRequest[],
  host: string | null,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<VantageAnswer[]> {
  return told(requests, host, ports, () => ports.vantage.converse(requests, signal));
}

async function told(
  requests: VantageRequest[],
  host: string | null,
  { record }: VerifyPorts,
  send: () => Promise<VantageAnswer[]>,
): Promise<VantageAnswer[]> {
  const tell = (request: VantageRequest, how: string, technical: string, answer: string) =>
    record({
      host,
      page: 'verify',
      sentence: `${wayOf(request)}: ${how}.`,
      technical,
      raw: `${shownRequest(request)}\n\n${answer}`,
      body: { type: 'exchange' },
    });
  try {
    const answers = await send();
    for (const [index, answer] of answers.entries()) {
      const request = requests[index] ?? requests[0];
      if (request === undefined) continue;
      const took = `in ${answer.elapsedMs.toFixed(0)} ms`;
      const lines = [`HTTP/1.1 ${answer.status}`, ...answer.headers.map(shownHeader), '', shorten(answer.body)];
      if (isAlone(request)) tell(request, 'connected', took, 'connected');
      else
        tell(request, `${answer.status}`, `${answer.status} ${took}, sent from ${answer.sentFrom}`, lines.join('\n'));
    }
    return answers;
  } catch (error) {
    const [request] = requests;
    if (error instanceof FarmError && request !== undefined)
      tell(request, 'no answer', `${error.code}: ${error.message}`, error.message);
    throw error;
  }
}

/** Whether nothing is sent after the connection was made. */
function isAlone({ method }: VantageRequest): boolean {
  return method === 'connect' || method === 'handshake';
}

function wayOf(request: VantageRequest): string {
  const { method, path, from, to } = request;
  const what = isAlone(request) ? 'Connection' : `${method} ${path.split('?')[0]}`;
  return `${what} from ${from} to ${to.address} port ${to.port}`;
}

function shownRequest(request: VantageRequest): string {
  if (isAlone(request)) return `${request.method} to ${request.to.address} port ${request.to.port}`;
  const lines = [`${request.method} ${request.path} HTTP/${request.version ?? '1.1'}`, `Host: ${request.hostName}`];
  return [...lines, ...(request.headers ?? []).map(shownHeader)].join('\n');
}

function shownHeader([name, value]: [string, string]): string {
  return `${name}: ${SECRET_HEADERS.includes(name.toLowerCase()) ? '«secret»' : shorten(value)}`;
}

function shorten(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}… (${text.length} characters)`;
}
