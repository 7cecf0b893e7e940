import type { Action, BoundAction } from '../model/action.ts';
import type { Farm } from '../model/farm.ts';
import type { Step } from '../model/plan.ts';
import { bind, type Reference, referencesIn } from '../model/text.ts';

/** Returns all that a step is made from as one text, which may hold secrets: it is hashed, and never written down. */
export function stepInputs({ apply, confirm }: Step, valueFor: (reference: Reference) => string): string {
  return JSON.stringify([...apply, ...confirm].map((action) => withoutWords(bind<Action>(action, valueFor))));
}

/** Returns the same for a step that people do: labels in place of values, and where its host is. What was done on one machine was not done on another one. */
export function inputsForPeople(step: Step, { hosts }: Pick<Farm, 'hosts'>): string {
  const at = hosts.find(({ name }) => name === step.host)?.addresses ?? [];
  return JSON.stringify([at, stepInputs(step, labelOf)]);
}

/** Returns the hash of each secret that a step refers to, by its name. @param hashInputs shortened HMAC of a text */
export function secretHashes(
  { apply }: Step,
  valueFor: (reference: Reference) => string,
  hashInputs: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    referencesIn(apply).flatMap((reference) =>
      'secretName' in reference
        ? [[reference.secretName, hashInputs(secretText(reference.secretName, valueFor(reference)))]]
        : [],
    ),
  );
}

/** Returns the text that a secret is hashed as. */
export function secretText(name: string, value: string): string {
  return JSON.stringify({ secret: name, value });
}

/** Returns a reference as people see it: «password of the service account». */
export function labelOf({ label }: Reference): string {
  return `«${label}»`;
}

/** What an action is made from, without the words that only people read. */
function withoutWords(action: BoundAction): unknown {
  const { title: _title, undo: _undo, ...rest } = { undo: '', ...action };
  return rest;
}
