import { FarmError } from '../model/errors.ts';
import { Farm } from '../model/farm.ts';
import type { FarmHost } from '../model/farm-host.ts';
import type { Problem, Question } from '../model/form.ts';
import { issueMessage } from '../model/issue-message.ts';
import { fieldPath } from '../model/parse.ts';
import type { Placing } from '../model/site.ts';
import type { Pending } from '../wizard/farm-form.ts';
import { readNodeNames } from '../wizard/node-names.ts';
import { withOwnAnswer } from '../wizard/own-answers.ts';
import { choosesOwn, isOwn, OWN, REACH } from '../wizard/own-questions.ts';
import { NODES, PERSISTENCE, WAF } from '../wizard/questions.ts';
import { unanswered, withoutPlaces } from './own-servers.ts';

/** Unusable lines that one sentence names. */
const TOLD_AT_ONCE = 3;

/** Answers after some were given: those that fit together are the farm's, the others wait as they were given. */
export interface Applied {
  farm: Farm;
  pending: Pending;
  problems: Problem[];
}

/** How hosts are given their places. */
interface Places {
  /** Null where the addresses of the hosts are asked and not chosen. */
  placing: Placing | null;
  /** Nodes that stood among the present hosts. */
  stood: readonly FarmHost[];
}

/** Makes the plan of a farm with changed answers, to see that the answers fit together. @throws FarmError where they do not */
export type Plannable = (farm: Farm) => void;

/**
 * Gives a farm the answers that wait together with new ones. Where they do not fit all together, each that fits by
 * itself is taken. Nothing that was given is lost.
 * @throws FarmError `input.unknown` for a path that is no question
 */
export async function applyAnswers(
  farm: Farm,
  waiting: Pending,
  values: readonly { path: string; value: unknown }[],
  how: Applying,
): Promise<Applied> {
  // A question that is not asked any more leaves its answer behind.
  const asked = new Set(how.questions.map(({ path }) => path));
  const given = new Map(Object.entries(waiting).filter(([path]) => asked.has(path)));
  for (const { path, value } of values) given.set(path, value);
  const all = [...given].map(([path, value]) => ({ question: questionAt(how.questions, path), value }));
  if (how.placing !== null && choosesOwn(given.get(REACH))) return await moveToOwn(farm, all, given, how);
  return await applyAll(farm, all, how);
}

/**
 * Moves a practice farm to servers of one's own once all is answered that must be known of them. Until then those answers
 * wait, and the other answers are the practice farm's.
 */
async function moveToOwn(
  farm: Farm,
  all: readonly Given[],
  given: ReadonlyMap<string, unknown>,
  how: Applying,
): Promise<Applied> {
  const isPlace = ({ question: { path } }: Given) => path === REACH || isOwn(path);
  const places = all.filter(isPlace);
  const missing = unanswered(how.questions, given);
  const moved =
    missing.length > 0
      ? {
          problems: missing.map((question) => ({
            ...problemOf(question, 'it is empty'),
            remedy: `Enter: ${question.label}.`,
          })),
        }
      : await attempt(withoutPlaces(farm), places, how);
  const others = await applyAll(
    'farm' in moved ? moved.farm : farm,
    all.filter((one) => !isPlace(one)),
    how,
  );
  if ('farm' in moved) return others;
  const waiting = Object.fromEntries(places.map(({ question, value }) => [question.path, value]));
  return {
    farm: others.farm,
    pending: { ...waiting, ...others.pending },
    problems: [...moved.problems, ...others.problems],
  };
}

async function applyAll(farm: Farm, questions: readonly Given[], how: Applying): Promise<Applied> {
  const together = await attempt(farm, questions, how);
  if ('farm' in together) return { farm: together.farm, pending: {}, problems: [] };
  let known = farm;
  const pending: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const one of questions) {
    const tried = await attempt(known, [one], how);
    if ('farm' in tried) known = tried.farm;
    else {
      pending[one.question.path] = one.value;
      problems.push(...tried.problems);
    }
  }
  return { farm: known, pending, problems };
}

type Applying = Places & { questions: readonly Question[]; plannable: Plannable };

interface Given {
  question: Question;
  value: unknown;
}

async function attempt(
  farm: Farm,
  given: readonly Given[],
  how: Applying,
): Promise<{ farm: Farm } | { problems: Problem[] }> {
  const [first] = given;
  if (first === undefined) return { farm };
  /** The answer a fault is about: one of those given, else one that stands in their way. */
  const guiltyOf = (field: string): Question => {
    const about = ({ path }: Question) => isAbout(field, path);
    return given.map(({ question }) => question).find(about) ?? how.questions.find(about) ?? first.question;
  };
  try {
    let changed: unknown = farm;
    for (const one of given) changed = await withAnswer(changed as Farm, one, how);
    const parsed = Farm.safeParse(changed);
    if (!parsed.success)
      return {
        problems: withoutRepeats(
          parsed.error.issues.map((issue) => problemOf(guiltyOf(fieldAt(changed, issue.path)), issueMessage(issue))),
        ),
      };
    how.plannable(parsed.data);
    return { farm: parsed.data };
  } catch (error) {
    if (!(error instanceof FarmError)) throw error;
    return { problems: [{ ...problemOf(guiltyOf(error.field ?? ''), error.message), remedy: error.remedy }] };
  }
}

/** Fields of the answers that a question of another name is about. */
const ABOUT: Record<string, RegExp> = {
  [PERSISTENCE]: /^services\[\d+\]\.persistence$/,
  [NODES]: /^hosts(\[|$)/,
  [OWN.nodes]: /^hosts(\[|$)/,
  [OWN.services]: /^services(\[|$)/,
  [OWN.hops]: /^hops(\[|$)/,
  [OWN.clients]: /^clientAddresses(\[|$)/,
  [OWN.ranges]: /^trustedRanges(\[|$)/,
  [OWN.server]: /^database\.(instance|port)$/,
};

function isAbout(field: string, path: string): boolean {
  if (ABOUT[path]?.test(field)) return true;
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

async function withAnswer(farm: Farm, { question, value }: Given, { placing, stood }: Places) {
  if (placing !== null && question.path === NODES) return await placing.nodes(farm, namesIn(value), stood);
  if (placing !== null && question.path === WAF) return await placing.waf(farm, value === true);
  if (question.path === REACH) return withReach(farm, value, placing);
  const own = withOwnAnswer(farm, question.path, value);
  if (own !== null) return own;
  if (question.path === PERSISTENCE)
    return { ...farm, services: farm.services.map((service) => ({ ...service, persistence: value })) };
  return withValueAt(farm, question.path.split('.'), understood(question, value));
}

/** Where the hosts are changes with the answers about them. A farm does not go back to practice hosts. */
function withReach(farm: Farm, value: unknown, placing: Placing | null): Farm {
  if (choosesOwn(value) || placing !== null) return farm;
  throw new FarmError({
    code: 'input.invalid',
    field: REACH,
    message: 'this farm is on your own servers already',
    remedy: 'Choose “Your own servers”. To practise, create a new farm.',
  });
}

/** A list of names, or a text of which every line gives one. @throws FarmError `input.invalid` */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string') return [];
  const { names, problems } = readNodeNames(value);
  if (problems.length === 0) return names;
  const told = problems.slice(0, TOLD_AT_ONCE).map(({ line, text, message }) => `line ${line}, “${text}”: ${message}`);
  const more = problems.length - told.length;
  throw new FarmError({
    code: 'input.invalid',
    field: NODES,
    message: [...told, ...(more > 0 ? [`${more} more cannot be used`] : [])].join('; '),
    remedy: 'Correct or remove what cannot be used. Until then the farm keeps the nodes it had.',
  });
}

function understood({ kind, label }: Question, value: unknown): unknown {
  if (value === null || (typeof value === 'string' && value.trim() === ''))
    throw new FarmError({ code: 'input.invalid', message: 'it is empty', remedy: `Enter: ${label}.` });
  if (kind === 'number') {
    const text = String(value).normalize('NFKC').trim();
    if (/^-?\d{1,12}$/.test(text)) return Number(text);
    throw new FarmError({
      code: 'input.invalid',
      message: `“${text}” is not a whole number`,
      remedy: 'Enter a whole number.',
    });
  }
  return typeof value === 'string' ? value.normalize('NFKC').trim() : value;
}

function withValueAt(holder: unknown, [key = '', ...rest]: string[], value: unknown): unknown {
  const record = holder as Record<string, unknown>;
  return { ...record, [key]: rest.length === 0 ? value : withValueAt(record[key], rest, value) };
}

/** The field of an issue; of a host that is no node, the question on such hosts. */
function fieldAt(changed: unknown, path: PropertyKey[]): string {
  const [list, index] = path;
  const role = list === 'hosts' && typeof index === 'number' ? (changed as Farm).hosts[index]?.role : undefined;
  if (role === 'balancer') return OWN.balancers;
  return role === 'database' ? OWN.server : fieldPath(path);
}

/** Two services with one fault have one question. */
function withoutRepeats(problems: Problem[]): Problem[] {
  const texts = problems.map(({ path, message }) => `${path} ${message}`);
  return problems.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function problemOf({ page, path, label }: Question, message: string): Problem {
  return { page, path, message, remedy: `Correct ${label}.` };
}

function questionAt(questions: readonly Question[], path: string): Question {
  const question = questions.find((candidate) => candidate.path === path);
  if (question !== undefined) return question;
  throw new FarmError({
    code: 'input.unknown',
    field: path,
    message: `This farm is not asked for “${path}”.`,
    remedy: `Answer one of ${questions.map((candidate) => candidate.path).join(', ')}.`,
  });
}
