import { isDeepStrictEqual } from 'node:util';
import { connectDatabase } from '../../core/databases/sqlite/client.ts';
import { practiceHost } from '../../core/hosts/practice/host.ts';
import type { BoundAction } from '../../core/model/action.ts';
import { healthRequest, isHealthyAnswer } from '../../core/model/health-request.ts';
import type { Renderings } from '../../core/model/reading.ts';
import type { Secret } from '../../core/model/secret.ts';
import type { WorldClient } from '../../core/practice/client.ts';
import { httpsVantage } from '../../core/vantage/https-vantage.ts';
import { readRunbook } from '../unit/runbook/read-runbook.ts';
import type { ReadAction, ReadStep, ReadText } from '../unit/runbook/read-types.ts';
import { until } from './until.ts';

const signal = new AbortController().signal;

/** What a person has who follows a runbook: the hosts, and the secrets that were given to them. */
export interface Operator {
  world: WorldClient;
  secrets: Record<string, Secret>;
  /** Follows an instruction at a window of a program on a host. @returns what is seen there */
  window?(host: string, instruction: string): Promise<string>;
}

/** What a person does who has nothing but a document: the runbook, or a pack. */
export interface Hands {
  steps: ReadStep[];
  /** Carries out an action as it is written. @returns what is seen afterwards; nothing where nothing is to be shown */
  carryOut(where: string, action: ReadAction): Promise<string>;
}

/** Reads a document's Markdown, and does on practice hosts what it says, with values from where it says. */
export function handsOf(markdown: string, { world, secrets, window }: Operator): Hands {
  const { steps, placeholders, signIn } = readRunbook(markdown);
  const host = (name: string) => practiceHost({ call: world.call, host: name });
  const valueFor = async (name: string): Promise<string> => {
    const source = placeholders.find((placeholder) => placeholder.name === name)?.source;
    if (source === undefined) throw new Error(`the runbook does not say where «${name}» comes from`);
    const value =
      'given' in source
        ? secrets[source.given]?.reveal()
        : await host(source.host).read({ kind: 'file', path: source.file }, signal);
    if (value == null) throw new Error(`there is no value for «${name}»`);
    return value;
  };
  const textOf = async (text: ReadText): Promise<string> => {
    const parts = await Promise.all(text.map((part) => (typeof part === 'string' ? part : valueFor(part.placeholder))));
    return parts.join('');
  };
  const runSql = async (action: Extract<ReadAction, { kind: 'sql' }>): Promise<string> => {
    if (signIn === null) throw new Error('the runbook does not say how to sign in to the database');
    const password = secrets[signIn.passwordName];
    if (password === undefined) throw new Error(`${signIn.passwordName} was not given`);
    const connection = await connectDatabase({
      address: signIn.address,
      port: signIn.port,
      hostName: world.topology.database.hostName,
      account: signIn.account,
      password,
      database: action.database,
      authority: world.topology.authority,
      localAddress: world.topology.wizard,
      limitMs: 5_000,
    });
    const ask = async ({ text, parameters }: { text: string; parameters: Record<string, ReadText> }) => {
      const values = await Promise.all(
        Object.entries(parameters).map(async ([name, value]) => [name, await textOf(value)] as const),
      );
      return (await connection.query(text, Object.fromEntries(values))).rows;
    };
    try {
      for (const statement of action.statements) await ask(statement);
      const rows = await ask(action.verify);
      if (!isDeepStrictEqual(rows, action.verify.rows))
        throw new Error(`${action.title}: the database answers ${JSON.stringify(rows)}`);
      return rows.map((row) => ` ${row.join(' | ')}`).join('\n');
    } finally {
      connection.close();
    }
  };
  const waitFor = async ({ title, health, times, intervalMs, limitMs }: Extract<ReadAction, { kind: 'wait' }>) => {
    const vantage = httpsVantage(world.topology.authority);
    let healthy = 0;
    let next = 0;
    await until(
      async () => {
        if (performance.now() < next) return false;
        next = performance.now() + intervalMs;
        const answers = await Promise.all(
          health.map(({ address, port, hostName, path }) => {
            const way = { from: world.topology.wizard, to: { address, port }, hostName, limitMs: 5_000 };
            const request = { ...way, ...healthRequest(path) };
            return vantage
              .send(request, signal)
              .then((answer) => isHealthyAnswer(request, answer))
              .catch(() => false);
          }),
        );
        healthy = answers.every(Boolean) ? healthy + 1 : 0;
        return healthy >= times;
      },
      { limitMs, what: title },
    );
  };
  const carryOut = async (where: string, action: ReadAction): Promise<string> => {
    if (action.kind === 'sql') return await runSql(action);
    if (action.kind === 'wait') {
      await waitFor(action);
      return '';
    }
    if (window !== undefined && action.kind === 'deed' && isForPeople(action)) {
      await window(where, instructionIn(action.by));
      return await window(where, instructionIn(action.done.reading.by));
    }
    const bound = await asHostAction(action, textOf);
    await host(where).perform(bound, { step: '', inputs: '' }, signal);
    return bound.kind === 'deed' ? ((await host(where).read(bound.done.reading, signal)) ?? '') : '';
  };
  return { steps, carryOut };
}

async function asHostAction(
  action: Exclude<ReadAction, { kind: 'sql' | 'wait' }>,
  textOf: (text: ReadText) => Promise<string>,
): Promise<BoundAction> {
  if (action.kind === 'file') return { ...action, content: await textOf(action.content) };
  if (action.kind === 'service')
    return { ...action, password: action.password === null ? null : await textOf(action.password) };
  if (action.kind !== 'deed') return action;
  const { reading, expect } = action.done;
  if (reading.kind !== 'told') throw new Error(`${action.title} is not checked by asking`);
  const done = { reading: { ...reading, by: await boundRenderings(reading.by, textOf) }, expect };
  return { ...action, by: await boundRenderings(action.by, textOf), done };
}

async function boundRenderings(
  by: Renderings<ReadText>,
  textOf: (text: ReadText) => Promise<string>,
): Promise<Renderings<string>> {
  const { practice } = by;
  if (practice === undefined || 'ask' in practice) throw new Error('nothing is said of practice hosts');
  const { run, stdin } = practice;
  return { practice: { run, ...(stdin === undefined ? {} : { stdin: await textOf(stdin) }) } };
}

type ReadDeed = Extract<ReadAction, { kind: 'deed' }>;

function isForPeople(deed: ReadDeed): deed is ReadDeed & { done: { reading: { kind: 'told' } } } {
  return deed.by.person !== undefined && deed.done.reading.kind === 'told';
}

function instructionIn({ person }: Renderings<ReadText>): string {
  if (person === undefined || 'run' in person) throw new Error('nothing is said of people');
  return person.ask;
}
