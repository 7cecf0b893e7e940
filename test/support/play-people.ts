import { connectDatabase } from '../../core/databases/sqlite/client.ts';
import { practiceHost } from '../../core/hosts/practice/host.ts';
import { practiceLine, type Reading } from '../../core/model/reading.ts';
import type { Secret } from '../../core/model/secret.ts';
import { handsOf, type Operator } from './person-at-work.ts';

const signal = new AbortController().signal;

/** A person who works on practice hosts: with the account that the application reads its database with. */
export interface Person extends Operator {
  name: string;
  /** Account and password that queries of the application's database are run with. */
  serviceAccount: { name: string; password: Secret };
}

/**
 * Does what a pack asks for, from nothing but its text, and returns it filled in. What a person looks at in a window of
 * the application, or of the balancer, is taken from where that window takes it.
 */
export async function playPack(markdown: string, person: Person): Promise<string> {
  const window = (host: string, instruction: string) => atWindow(host, instruction, person);
  const { steps, carryOut } = handsOf(markdown, { ...person, window });
  let filled = markdown;
  for (const step of steps) {
    const seen: string[] = [];
    for (const action of step.apply) seen.push(await carryOut(step.host, action));
    filled = fillIn(filled, step.id, person.name, seen.filter((text) => text !== '').join('\n'));
  }
  for (const question of questionsIn(markdown))
    filled = fillIn(filled, question.id, person.name, await lookUp(question, person));
  return filled;
}

interface Question {
  id: string;
  host: string;
  ask: string;
  script: string | null;
}

/** The sections of a pack that ask to look something up. */
function questionsIn(markdown: string): Question[] {
  return markdown.split(/^### /m).flatMap((section) => {
    const [, ask] = /^\**Look up\**:? (.*)/.exec(section) ?? [];
    const [, id] = /^- Id: `(.*)`$/m.exec(section) ?? [];
    const [, host] = /^- Host: `(.*)`$/m.exec(section) ?? [];
    if (ask === undefined || id === undefined || host === undefined) return [];
    const [, script] = /^Run exactly this:?.*\n+```\w*\n([\s\S]*?)\n```$/m.exec(section) ?? [];
    return [{ id, host, ask: plain(ask), script: script ?? null }];
  });
}

/** Markdown's marks are taken away. */
function plain(text: string): string {
  return text.replace(/\\([^\w\s])/g, '$1').replace(/`/g, '');
}

/** What a window of a program on a practice host is asked for, by the words of the instruction. */
const WINDOWS: [RegExp, (...found: string[]) => Talk][] = [
  [/open About and copy the version/, () => ({ say: ['application', 'facts', 'version'] })],
  [/copy the name of the account/, () => ({ say: ['application', 'facts', 'account'] })],
  [/copy the connection string/, () => ({ say: ['application', 'facts', 'connection'] })],
  [/SHA-256 of the key ring/, () => ({ say: ['application', 'facts', 'key-ring'] })],
  [/copy the values of IP detection as JSON/, () => ({ say: ['application', 'settings', 'read', 'ipDetection'] })],
  [
    /turn on (\S+), set its limit to (\d+), empty both trust lists, and add (.*)\.$/,
    (headerName, limit, trusted) => ({
      say: ['application', 'settings', 'write', 'ipDetection'],
      type: JSON.stringify({
        enabled: true,
        headerName,
        forwardLimit: Number(limit),
        knownProxies: trusted?.split(', '),
        knownNetworks: [],
      }),
    }),
  ],
  [/list the TCP sockets that listen/, () => ({ say: ['', 'listening-sockets'] })],
  [/state of every node in the bundled proxy/, () => ({ say: ['balancer', 'status'] })],
];

/** Words for a practice host, and what is typed in. */
interface Talk {
  say: [string, ...string[]];
  type?: string;
}

/** Follows an instruction at the window of a program. @returns what is seen there, as somebody writes it down */
async function atWindow(host: string, instruction: string, { world }: Pick<Person, 'world'>): Promise<string> {
  for (const [words, talkOf] of WINDOWS) {
    const found = words.exec(instruction);
    if (found === null) continue;
    const { say, type } = talkOf(...found.slice(1));
    const told = practiceHost({ call: world.call, host });
    const by = { practice: { run: practiceLine(...say), ...(type === undefined ? {} : { stdin: type }) } };
    const reading: Reading = { kind: 'told', by };
    if (type !== undefined) {
      const deed = { kind: 'deed' as const, title: instruction, limitMs: 10_000, by, done: { reading, expect: '' } };
      await told.perform(deed, { step: '', inputs: '' }, signal);
      return 'done';
    }
    const seen = (await told.read(reading, signal)) ?? '';
    return say[0] === 'balancer' ? statesWrittenDown(seen) : seen;
  }
  throw new Error(`nobody knows how to do this: ${instruction}`);
}

/** One line for each virtual service and node, as the instruction asks for it. */
function statesWrittenDown(status: string): string {
  const services = JSON.parse(status) as {
    service: string;
    nodes: { node: string; state: string; admin: string }[];
  }[];
  const lines = services.flatMap(({ service, nodes }) =>
    nodes.map(({ node, state, admin }) => `${service} ${node} ${admin === 'ready' ? state : 'drain'}`),
  );
  return lines.join('\n');
}

async function lookUp({ ask, host, script }: Question, person: Person): Promise<string> {
  const { world } = person;
  const read = async (reading: Reading) =>
    (await practiceHost({ call: world.call, host }).read(reading, signal)) ?? 'there is nothing';
  const [, path] = /copy the whole text of the file (.*)\.$/.exec(ask) ?? [];
  if (path !== undefined) return await read({ kind: 'file', path });
  const [, socket] = /to the socket (\S+) and copy the answer/.exec(ask) ?? [];
  if (socket !== undefined && script !== null) return await read({ kind: 'talk', socket, say: script, example: '' });
  const [, database] = /run the query below in the database (\S+) as the service account/.exec(ask) ?? [];
  if (database !== undefined && script !== null) return await query(database, script, parametersIn(ask), person);
  return await atWindow(host, ask, person);
}

function parametersIn(ask: string): Record<string, string> {
  return Object.fromEntries(
    [...ask.matchAll(/The parameter :(\w+) is (.*?)\.(?= |$)/g)].map(([, name, value]) => [name, value]),
  );
}

/** The rows as a database client prints them: a heading, a rule, cells divided by `|`, and how many there are. */
async function query(
  database: string,
  text: string,
  parameters: Record<string, string>,
  { world, serviceAccount }: Person,
): Promise<string> {
  const { address, port, hostName } = world.topology.database;
  const connection = await connectDatabase({
    ...{ address, port, hostName, database, account: serviceAccount.name, password: serviceAccount.password },
    authority: world.topology.authority,
    localAddress: world.topology.wizard,
    limitMs: 5_000,
  });
  try {
    const { rows } = await connection.query(text, parameters);
    const columns = /^SELECT (.*) FROM/.exec(text)?.[1]?.split(', ') ?? [];
    const line = (cells: unknown[]) => ` ${cells.map((cell) => cell ?? '').join(' | ')}`;
    return [line(columns), columns.map(() => '-----').join('+'), ...rows.map(line), `(${rows.length} rows)`].join('\n');
  } finally {
    connection.close();
  }
}

/** Fills in the block of one item. */
function fillIn(markdown: string, id: string, who: string, seen: string): string {
  const at = markdown.indexOf(`~~~~~~~~ answer ${encodeURIComponent(id)} `);
  if (at < 0) throw new Error(`the pack has no block for ${id}`);
  const block = markdown
    .slice(at)
    .replace('Outcome, done or failed:', 'Outcome, done or failed: done')
    .replace('Handed in by:', () => `Handed in by: ${who}`)
    .replace('Answer, below this line:', (line) => `${line}\n${seen}`);
  return markdown.slice(0, at) + block;
}
