import type { Output, Plan, Step } from '../model/plan.ts';
import { stepsOf } from '../model/plan.ts';
import { type Reference, referencesIn, type Text } from '../model/text.ts';
import { visible } from './plain-text.ts';

/** Where a person finds the value that a placeholder stands for. */
export type Source =
  | { kind: 'person'; secretName: string }
  | { kind: 'step'; output: Output; step: Step; number: number }
  /** No step of this plan makes it. */
  | { kind: 'elsewhere'; output: string };

/** A reference of the plan as the document prints it: «name». */
export interface Placeholder {
  /** Unique, without guillemets and without invisible characters. */
  name: string;
  secret: boolean;
  source: Source;
}

/** Finds the placeholder of a reference. */
export type Placeholders = (reference: Reference) => Placeholder;

/** Every placeholder of a plan, in the order of the steps. */
export function placeholdersOf(plan: Plan): { all: Placeholder[]; of: Placeholders } {
  const known = new Map<string, Placeholder>();
  const names = new Set<string>();
  const of: Placeholders = (reference) => {
    const key = JSON.stringify([idOf(reference), reference.label]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const placeholder = {
      name: newName(reference.label, names),
      secret: reference.secret,
      source: sourceOf(reference, plan),
    };
    known.set(key, placeholder);
    return placeholder;
  };
  for (const step of stepsOf(plan))
    for (const action of [...step.apply, ...step.confirm]) for (const reference of referencesIn(action)) of(reference);
  return { all: [...known.values()], of };
}

/** The parts of a text, without empty parts and with neighbouring literal parts joined. */
export function partsOf(text: Text): (string | Reference)[] {
  const parts = typeof text === 'string' ? [text] : 'parts' in text ? text.parts : [text];
  return parts.reduce<(string | Reference)[]>((joined, part) => {
    const last = joined.at(-1);
    if (part === '') return joined;
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
    return joined;
  }, []);
}

/** A placeholder as printed: between guillemets, more of them than the text around it has side by side. */
export function mark(name: string, guillemets = 1): string {
  return `${'«'.repeat(guillemets)}${name}${'»'.repeat(guillemets)}`;
}

function idOf(reference: Reference): string[] {
  return 'output' in reference ? ['output', reference.output] : ['secret', reference.secretName];
}

function sourceOf(reference: Reference, plan: Plan): Source {
  if ('secretName' in reference) return { kind: 'person', secretName: reference.secretName };
  for (const [index, step] of stepsOf(plan).entries()) {
    const output = step.makes.find(({ name }) => name === reference.output);
    if (output !== undefined) return { kind: 'step', output, step, number: index + 1 };
  }
  return { kind: 'elsewhere', output: reference.output };
}

function newName(label: string, taken: Set<string>): string {
  const wanted = visible(label).replaceAll('«', '‹').replaceAll('»', '›');
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${count})`;
  taken.add(name);
  return name;
}
