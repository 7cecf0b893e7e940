import type { ApplicationFile } from '../../core/practice/application/configuration.ts';
import type { BundledChange, HaproxyChange, Part } from './case.ts';

/** What the words in braces stand for. */
export type Words = ReadonlyMap<string, string>;

/** The application file of a node with the parts that concern it. @param nodes names of all nodes */
export function changedApplication(text: string, node: string, nodes: readonly string[], parts: Part[]): string {
  const deviations = parts.flatMap((part) => {
    if (part.at !== 'application') return [];
    if (part.on === 'first' && node !== nodes[0]) return [];
    if (part.on === 'last' && node !== nodes.at(-1)) return [];
    return [part.deviation];
  });
  if (deviations.length === 0) return text;
  const other = nodes.find((name) => name !== node) ?? node;
  const words = new Map([
    ['NODE', node.toUpperCase()],
    ['node', node],
    ['other', other],
  ]);
  const file = { ...(JSON.parse(text) as ApplicationFile), deviations };
  return `${JSON.stringify(file, null, 2)}\n`.replace(
    /\{(NODE|node|other)\}/g,
    (_, word: string) => words.get(word) ?? '',
  );
}

interface BundledFile {
  services: {
    name: string;
    mode?: string;
    header: { name: string; policy: string };
    removeHeaders: string[];
    forwardedProto?: boolean;
    nodes: unknown[];
    timeouts?: unknown;
  }[];
}

/** The bundled proxy's configuration with these parts. */
export function changedBundled(text: string, parts: Part[]): string {
  const file = JSON.parse(text) as BundledFile;
  for (const part of parts)
    if (part.at === 'bundled')
      for (const service of file.services)
        if (part.services.includes(service.name)) changeService(service, part.change);
  return `${JSON.stringify(file, null, 2)}\n`;
}

function changeService(service: BundledFile['services'][number], change: BundledChange): void {
  const { policy, headerName, passed = [], mode, forwardedProto, reversed, timeouts } = change;
  const isPassed = (name: string) => passed.some((one) => one.toLowerCase() === name.toLowerCase());
  if (policy !== undefined) service.header.policy = policy;
  if (headerName !== undefined) {
    service.header.name = headerName;
    service.removeHeaders = service.removeHeaders.filter((name) => name.toLowerCase() !== headerName.toLowerCase());
  }
  service.removeHeaders = service.removeHeaders.filter((name) => !isPassed(name));
  if (mode !== undefined) service.mode = mode;
  if (forwardedProto !== undefined) service.forwardedProto = forwardedProto;
  if (reversed !== undefined) service.nodes.reverse();
  if (timeouts !== undefined) service.timeouts = timeouts;
}

const INDENT = '    ';
const SETS = /^\s*http-request set-header X-Forwarded-For /;
const DELETES = /^\s*http-request del-header \^x\[-_\]forwarded\[-_\]for\$/;

/** HAProxy's configuration with these parts. */
export function changedHaproxy(text: string, parts: Part[], words: Words): string {
  const worded = (line: string) =>
    line.replace(/\{([a-z]+-?\d*)\}/g, (whole, word: string) => words.get(word) ?? whole);
  return parts.reduce((edited, part) => {
    if (part.at !== 'haproxy') return edited;
    const { back = [], extraFrontend } = part.change;
    const changed = part.services.reduce(
      (one, service) =>
        inSection(
          inSection(one, `frontend ${service}`, (lines) => changeFrontend(lines, part.change, worded)),
          `backend ${service}`,
          ([title = '', ...lines]) => [title, ...back.map((line) => INDENT + worded(line)), ...lines],
        ),
      edited,
    );
    return extraFrontend === undefined ? changed : `${changed}\n${extraFrontend.map(worded).join('\n')}\n`;
  }, text);
}

function changeFrontend(
  [title = '', bind = '', ...lines]: string[],
  change: HaproxyChange,
  worded: (line: string) => string,
) {
  const { first = [], last = [], set, undeleted, passed = [] } = change;
  const indented = (more: string[]) => more.map((line) => INDENT + worded(line));
  const isPassed = (line: string) =>
    passed.some(
      (name) => line.includes(` ${name}`) || line.includes(`^${name.toLowerCase().replaceAll('-', '[-_]')}$`),
    );
  const kept = lines.flatMap((line) => {
    if (/^\s*http-request del-header/.test(line) && isPassed(line)) return [];
    if (undeleted && DELETES.test(line)) return [];
    if (set !== undefined && SETS.test(line)) return indented(set);
    return [line];
  });
  const end = kept.findIndex((line) => /^\s*default_backend /.test(line));
  return [title, bind, ...indented(first), ...kept.slice(0, end), ...indented(last), ...kept.slice(end)];
}

function inSection(text: string, title: string, edit: (lines: string[]) => string[]): string {
  const lines = text.split('\n');
  const start = lines.indexOf(title);
  if (start === -1) throw new Error(`there is no ${title}`);
  const after = lines.findIndex((line, index) => index > start && /^\S/.test(line));
  const end = after === -1 ? lines.length : after;
  return [...lines.slice(0, start), ...edit(lines.slice(start, end)), ...lines.slice(end)].join('\n');
}
