import { z } from 'zod';

/** A value that exists only while the plan runs. Preview and runbook print its `label`, the runner binds it. */
const Reference = z.union([
  z.strictObject({ output: z.string(), label: z.string(), secret: z.boolean() }),
  z.strictObject({ secretName: z.string(), label: z.string(), secret: z.literal(true) }),
]);
export type Reference = z.infer<typeof Reference>;

/** Text that may contain references: «certificate from First node». */
export const Text = z.union([
  z.string(),
  Reference,
  z.strictObject({ parts: z.array(z.union([z.string(), Reference])) }),
]);
export type Text = z.infer<typeof Text>;

type Parts = Extract<Text, { parts: unknown }>;

/** A value in which every text is plain: bound text may hold secrets, so it never enters an event. */
export type Bound<T> = T extends Reference | Parts ? string : T extends object ? { [K in keyof T]: Bound<T[K]> } : T;

/** The same value with every reference in it replaced by what it stands for. */
export function bind<T>(value: T, valueFor: (reference: Reference) => string): Bound<T> {
  return bindAny(value, valueFor) as Bound<T>;
}

function bindAny(value: unknown, valueFor: (reference: Reference) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isReference(value)) return valueFor(value);
  if (isParts(value)) return value.parts.map((part) => bindAny(part, valueFor)).join('');
  if (Array.isArray(value)) return value.map((item) => bindAny(item, valueFor));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bindAny(item, valueFor)]));
}

/** Every reference in a value, in its order. */
export function referencesIn(value: unknown): Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  return isReference(value) ? [value] : Object.values(value).flatMap(referencesIn);
}

/** Text as people may see it: references as «label». */
export function showText(text: Text): string {
  return bind(text, (reference) => `«${reference.label}»`);
}

// No other object of an action has these fields with values of these types: see `Action`.
function isReference(value: object): value is Reference {
  const { label, secret } = value as Partial<Reference>;
  return ('output' in value || 'secretName' in value) && typeof label === 'string' && typeof secret === 'boolean';
}

function isParts(value: object): value is Parts {
  return Array.isArray((value as Partial<Parts>).parts);
}
