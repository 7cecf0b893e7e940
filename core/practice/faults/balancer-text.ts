import { FarmError } from '../../model/errors.ts';
import type { BrokenPolicy } from './fault.ts';

const HEADER_LINE = /^\s*(http-request (del|set)-header X-Forwarded-For( .*)?|option forwardfor( .*)?)\s*$/i;
const LINES: Record<BrokenPolicy, string> = {
  remove: 'http-request del-header X-Forwarded-For',
  'if-none': 'option forwardfor if-none',
};

/**
 * The bundled proxy's configuration with another header policy for these services.
 * @throws FarmError `fault.nothing-to-change`
 */
export function breakBundled(text: string, services: string[], policy: BrokenPolicy): string {
  const configuration = JSON.parse(text) as { services: { name: string; header: { policy: string } }[] };
  for (const service of services) {
    const found = configuration.services.find((candidate) => candidate.name === service);
    if (found === undefined) throw nothingToChange(service);
    found.header.policy = policy;
  }
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

/**
 * HAProxy's configuration with another header policy for these services: in the section `frontend NAME`, the lines that
 * handle the header make way for one that deletes it (*remove*), or for `option forwardfor if-none`.
 * @throws FarmError `fault.nothing-to-change`
 */
export function breakHaproxy(text: string, services: string[], policy: BrokenPolicy): string {
  return services.reduce((edited, service) => breakFrontend(edited, service, policy), text);
}

function breakFrontend(text: string, service: string, policy: BrokenPolicy): string {
  let inside = false;
  let changed = false;
  const lines = text.split('\n').flatMap((line) => {
    if (/^\S/.test(line)) inside = line.trim() === `frontend ${service}`;
    if (!inside || !HEADER_LINE.test(line)) return [line];
    if (changed) return [];
    changed = true;
    return [`    ${LINES[policy]}`];
  });
  if (!changed) throw nothingToChange(service);
  return lines.join('\n');
}

function nothingToChange(service: string): FarmError {
  return new FarmError({
    code: 'fault.nothing-to-change',
    field: 'faults',
    message: `The balancer’s configuration of «${service}» does not set the forwarded header, so this fault cannot be planted.`,
    remedy: 'Run the plan again, which repairs the farm, then plant the fault.',
  });
}
