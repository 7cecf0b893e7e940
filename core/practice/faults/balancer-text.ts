import { FarmError } from '../../model/errors.ts';
import type { BrokenService } from './fault.ts';

type Broken = Extract<BrokenService, { policy: unknown }>['policy'];

/** One line of HAProxy's for each wrong way to handle the header. */
const POLICY_LINES: Record<Broken, string> = {
  remove: 'http-request del-header X-Forwarded-For',
  'if-none': 'option forwardfor if-none',
  append: 'option forwardfor',
};
/** Every line that handles the header, by its name or by a pattern for its spellings. */
const HEADER_LINE =
  /^\s*(http-request (del|set|add)-header [\^(]*x(-|_|\[-_\])forwarded(-|_|\[-_\])for\b|option forwardfor\b)/i;
/** What the name of a second entrance to a service ends with. */
const ENTRANCE = '-2';
/** What HAProxy can do only if it reads HTTP, and the line that says which it is. */
const HTTP_LINE = /^\s*(mode|http-request|http-response|option forwardfor|option http-|cookie)\b/;

interface BundledService {
  name: string;
  listen: { address: string; port: number };
  removeHeaders: string[];
  mode?: string;
  header: { policy: string };
  health: { path: string };
}

/**
 * The bundled proxy's configuration with these services broken.
 * @throws FarmError `fault.nothing-to-change`
 */
export function breakBundled(text: string, services: string[], broken: BrokenService): string {
  const configuration = JSON.parse(text) as { services: BundledService[] };
  for (const name of services) {
    const service = configuration.services.find((candidate) => candidate.name === name);
    if (service === undefined) throw nothingToChange(name);
    if ('policy' in broken) service.header.policy = broken.policy;
    else if ('layer' in broken) service.mode = 'tcp';
    else if ('healthPath' in broken) service.health.path = broken.healthPath;
    else if ('entrance' in broken) addEntrance(configuration.services, service, broken.entrance);
    else throw nothingToChange(name);
  }
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

/**
 * HAProxy's configuration with these services broken, in the sections `frontend NAME` and `backend NAME`.
 * @throws FarmError `fault.nothing-to-change`
 */
export function breakHaproxy(text: string, services: string[], broken: BrokenService): string {
  return services.reduce((edited, service) => {
    if ('policy' in broken) return editSection(edited, `frontend ${service}`, withPolicy(broken.policy));
    if ('healthPath' in broken) return editSection(edited, `backend ${service}`, withHealthPath(broken.healthPath));
    if ('entrance' in broken) return withEntrance(edited, service, broken.entrance);
    if ('answersLose' in broken)
      return editSection(edited, `frontend ${service}`, withAnswersThatLose(broken.answersLose));
    const front = editSection(edited, `frontend ${service}`, frontendAtLayer4);
    return editSection(front, `backend ${service}`, backendAtLayer4);
  }, text);
}

/** What is planted again stands there already. */
function addEntrance(services: BundledService[], service: BundledService, port: number): void {
  const name = `${service.name}${ENTRANCE}`;
  if (services.some((other) => other.name === name)) return;
  const header = { ...service.header, policy: 'preserve' };
  services.push({ ...service, name, listen: { ...service.listen, port }, header, removeHeaders: [] });
}

function withEntrance(text: string, service: string, port: number): string {
  const title = `frontend ${service}${ENTRANCE}`;
  if (text.split('\n').includes(title)) return text;
  return editSection(text, `frontend ${service}`, (lines) => {
    const copy = lines.slice(1).filter((line) => !/^\s*(http-|option )/.test(line));
    return [...lines, title, ...copy.map((line) => line.replace(/^(\s*bind \S+:)\d+/, `$1${port}`))];
  });
}

function withAnswersThatLose(header: string) {
  const line = `    http-response del-header ${header}`;
  return ([title = '', ...lines]: string[]) => (lines.includes(line) ? [title, ...lines] : [title, line, ...lines]);
}

function withPolicy(policy: Broken) {
  return (lines: string[]) => {
    const first = lines.findIndex((line) => HEADER_LINE.test(line));
    if (first === -1) return null;
    return lines.flatMap((line, index) => {
      if (index === first) return [`    ${POLICY_LINES[policy]}`];
      return HEADER_LINE.test(line) ? [] : [line];
    });
  };
}

function withHealthPath(path: string) {
  const uri = /^(\s*http-check send .*\buri )\S+/;
  return (lines: string[]) =>
    lines.some((line) => uri.test(line))
      ? lines.map((line) => line.replace(uri, (_, before: string) => `${before}${path}`))
      : null;
}

function frontendAtLayer4([title = '', ...lines]: string[]): string[] {
  const kept = lines.filter((line) => !HTTP_LINE.test(line));
  return [title, '    mode tcp', ...kept.map((line) => line.replace(/^(\s*bind \S+) .*$/, '$1'))];
}

/** Health is still asked over TLS; the traffic's own TLS is left alone. */
function backendAtLayer4([title = '', ...lines]: string[]): string[] {
  const kept = lines.filter((line) => !HTTP_LINE.test(line));
  return [
    title,
    '    mode tcp',
    ...kept.map((line) =>
      line.replace(/\bssl verify/, 'check-ssl verify').replace(/\bsni str\(([^)]*)\)/, 'check-sni $1'),
    ),
  ];
}

/** The text with the lines of one section edited. */
function editSection(text: string, title: string, edit: (lines: string[]) => string[] | null): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === title);
  if (start === -1) throw nothingToChange(title);
  const after = lines.findIndex((line, index) => index > start && /^\S/.test(line));
  const end = after === -1 ? lines.length : after;
  const edited = edit(lines.slice(start, end));
  if (edited === null) throw nothingToChange(title);
  return [...lines.slice(0, start), ...edited, ...lines.slice(end)].join('\n');
}

function nothingToChange(place: string): FarmError {
  return new FarmError({
    code: 'fault.nothing-to-change',
    field: 'faults',
    message: `This fault has nothing to change in «${place}» of the balancer’s configuration.`,
    remedy: 'Run the plan again to repair the farm, then plant the fault.',
  });
}
