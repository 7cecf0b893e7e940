import { HOST_KINDS, type Renderings } from '../../../core/model/reading.ts';
import { codesOf, isJson, type Part, plainText, type Run, wordsOf } from './read-parts.ts';
import type { ReadAction, ReadReading, ReadText } from './read-types.ts';

/** An action from what stands below its heading. */
export function readAction(title: string, parts: Part[]): ReadAction {
  const [kind, ...lines] = parts.filter((part) => part.kind === 'item').map(({ line }) => line);
  const one = (label: string): Run[] => {
    const found = lines.filter((line) => plainText(line).startsWith(label));
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} lines ${label} in “${title}”`);
    return found[0];
  };
  const value = (label: string): string => codesOf(one(label))[0] ?? '';
  const number = (label: string): number => Number.parseInt(wordsOf(one(label)).text, 10);
  const milliseconds = (label: string): number => Math.round(Number.parseFloat(wordsOf(one(label)).text) * 1000);
  switch (wordsOf(kind ?? []).text) {
    case 'write a file':
      return {
        title,
        kind: 'file',
        path: value('File'),
        ownerOnly: wordsOf(one('Readable by')).text === 'its owner only',
        content: readContents(parts)[0]?.text ?? [],
      };
    case 'make a random key':
      return { title, kind: 'key', path: value('File'), bytes: number('Random bytes') };
    case 'issue a certificate':
      return {
        title,
        kind: 'certificate',
        names: codesOf(one('Names')),
        certificatePath: value('Certificate to the file'),
        keyPath: value('Key to the file'),
      };
    case 'run SQL':
      return { title, ...readSql(parts, wordsOf(one('It changes')).text, value('Database')) };
    case 'follow the instruction':
      return { title, ...readDeed(parts) };
    case 'let the program check a file':
      return { title, kind: 'accept', program: value('Program'), path: value('File') };
    case 'start a service':
      return {
        title,
        kind: 'service',
        name: value('Service'),
        program: value('Program'),
        account: value('Account'),
        password: plainText(one('Password')) === 'Password: none' ? null : readField(one('Password')),
        reads: codesOf(one('Reads')),
      };
    case 'wait for health checks':
      return {
        title,
        kind: 'wait',
        health: lines
          .filter((line) => plainText(line).startsWith('Health check'))
          .map((line) => {
            const [address = '', hostName = '', path = ''] = codesOf(line);
            return { address, port: Number(/, port (\d+), /.exec(plainText(line))?.[1]), hostName, path };
          }),
        times: number('Passed health checks in a row'),
        intervalMs: milliseconds('Time between health checks'),
        limitMs: milliseconds('Timeout'),
      };
    default:
      throw new Error(`an unknown kind of action: “${title}”`);
  }
}

function readDeed(parts: Part[]): Omit<Extract<ReadAction, { kind: 'deed' }>, 'title'> {
  const contents = readContents(parts);
  const expect = textUnder(contents, 'Expected answer') ?? '';
  return {
    kind: 'deed',
    by: readRenderings(contents, DO),
    done: { reading: readReading(parts, contents), expect },
  };
}

function readReading(parts: Part[], contents: Content[]): ReadReading {
  const [path, socket, database] = ['file', 'socket', 'database'].map((what) => textUnder(contents, `Check ${what}`));
  const example = textUnder(contents, 'Check example') ?? '';
  if (path !== undefined) return { kind: 'file', path };
  if (socket !== undefined) return { kind: 'talk', socket, say: textUnder(contents, 'Check command') ?? '', example };
  if (database === undefined) return { kind: 'told', by: readRenderings(contents, CHECK) };
  const query = contents.find(({ label }) => label === 'Check query');
  const parameters = query === undefined ? {} : readParameters(parts.slice(query.from, query.until));
  const text = textUnder(contents, 'Check query') ?? '';
  return { kind: 'sql', database, as: textUnder(contents, 'Check account') ?? '', text, parameters, example };
}

/** Labels of what is done, and of how it is checked: for persons as they stand, for other kinds of host with the kind. */
const DO = { ask: 'Instruction', example: 'Example', run: 'Script', stdin: 'Standard input' };
const CHECK = {
  ask: 'How to check',
  example: 'Example of the answer',
  run: 'Check script',
  stdin: 'Check standard input',
};

function readRenderings(contents: Content[], labels: typeof DO): Renderings<ReadText> {
  const by: Renderings<ReadText> = {};
  for (const kind of HOST_KINDS) {
    const of = (label: string) => (kind === 'person' ? label : `${label} (${kind})`);
    const [ask, run] = [textUnder(contents, of(labels.ask)), textUnder(contents, of(labels.run))];
    const stdin = contents.find(({ label }) => label === of(labels.stdin))?.text;
    if (ask !== undefined) by[kind] = { ask, example: textUnder(contents, of(labels.example)) ?? '' };
    else if (run !== undefined) by[kind] = { run, ...(stdin === undefined ? {} : { stdin }) };
  }
  return by;
}

/** A text without placeholders, or undefined where there is no such label. */
function textUnder(contents: Content[], label: string): string | undefined {
  const found = contents.find((content) => content.label === label);
  return found?.text.map((part) => (typeof part === 'string' ? part : '')).join('');
}

function readParameters(parts: Part[]): Record<string, ReadText> {
  return Object.fromEntries(
    parts
      .filter(({ kind, line }) => kind === 'item' && plainText(line).startsWith('Parameter'))
      .map(({ line }) => [codesOf(line)[0] ?? '', readField(line, 1)]),
  );
}

function readSql(
  parts: Part[],
  changes: string,
  database: string,
): Omit<Extract<ReadAction, { kind: 'sql' }>, 'title'> {
  const contents = readContents(parts).map(({ label, text, until, from }) => ({
    label,
    text: text.map((part) => (typeof part === 'string' ? part : '')).join(''),
    parameters: readParameters(parts.slice(from, until)),
  }));
  const script = ({ text, parameters }: (typeof contents)[number]) => ({ text, parameters });
  const named = (label: string) => {
    const found = contents.find((content) => content.label === label);
    if (found === undefined) throw new Error(`no ${label}`);
    return found;
  };
  const rowsAfter = (label: string) => {
    const at = parts.findIndex(({ kind, line }) => kind === 'paragraph' && plainText(line) === label);
    return JSON.parse(parts[at + 1]?.text ?? '');
  };
  const before = contents.find(({ label }) => label === 'Query before');
  return {
    kind: 'sql',
    part: changes === 'the server' ? 'server' : 'database',
    database,
    statements: contents.filter(({ label }) => /^Statement \d+$/.test(label)).map(script),
    verify: { ...script(named('Verification query')), rows: rowsAfter('Expected rows:') },
    ...(before === undefined
      ? {}
      : { unless: { ...script(before), rows: rowsAfter('Stop at these rows:'), reason: named('Reason').text } }),
    undo: named('Undo').text,
  };
}

/** `Label: value value`: code spans are literal, strong parts are placeholders. @param skip code spans of the label */
function readField(line: Run[], skip = 0): ReadText {
  const literal = (text: string) => (isJson(line) ? (JSON.parse(text) as string) : text);
  return line
    .filter(({ kind }) => kind !== 'text')
    .slice(skip)
    .map(({ kind, text }) => (kind === 'code' ? literal(text) : { placeholder: withoutMarks(text) }))
    .filter((part) => part !== '');
}

interface Content {
  label: string;
  text: ReadText;
  /** Where its own parts begin and end: those after its line, up to the next line of this kind. */
  from: number;
  until: number;
}

/** Every whole text of an action, by the line above it. */
function readContents(parts: Part[]): Content[] {
  const starts = parts.flatMap(({ kind }, index) => (kind === 'paragraph' ? [index] : []));
  return starts.map((start, index) => {
    const line = parts[start]?.line ?? [];
    const label = /^[^,:]*/.exec(plainText(line))?.[0] ?? '';
    return {
      label,
      text: contentOf(label, line, parts[start + 1]),
      from: start + 1,
      until: starts[index + 1] ?? parts.length,
    };
  });
}

function contentOf(label: string, line: Run[], fence: Part | undefined): ReadText {
  const how = plainText(line).slice(label.length);
  const marks = line.filter(({ kind }) => kind === 'strong').map(({ text }) => text);
  if (how === ': empty') return [];
  if (how === ': ') return marks.map((mark) => ({ placeholder: withoutMarks(mark) }));
  if (fence?.kind !== 'fence') throw new Error(`no block under ${label}`);
  return splitAt(marks, blockText(how, fence.text));
}

function blockText(how: string, text: string): string {
  if (how.includes(', written as JSON strings to be joined')) return (JSON.parse(text) as string[]).join('');
  const whole = how.includes(', ends with a newline') ? text : text.slice(0, -1);
  return how.includes(', lines end with CRLF') ? whole.replaceAll('\n', '\r\n') : whole;
}

function splitAt(marks: string[], text: string): ReadText {
  if (marks.length === 0) return [text];
  const any = marks.map((mark) => mark.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text
    .split(new RegExp(`(${any})`, 'u'))
    .map((part, index) => (index % 2 === 1 ? { placeholder: withoutMarks(part) } : part))
    .filter((part) => part !== '');
}

function withoutMarks(mark: string): string {
  return mark.replace(/^«+|»+$/g, '');
}
