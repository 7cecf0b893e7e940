import { z } from 'zod';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Names of the fields that an object schema has at a path, in their order; empty if the schema does not name them. */
export function knownFields(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const top = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
  const found = path.reduce<JsonSchema[]>((here, key) => here.flatMap((one) => below(one, key)), [top]);
  return [...new Set(found.flatMap(formsOf).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

function below(schema: JsonSchema, key: PropertyKey): JsonSchema[] {
  return formsOf(schema).flatMap(({ properties, items }) => {
    const next = typeof key === 'number' ? items : properties?.[String(key)];
    return next === undefined ? [] : [next];
  });
}

function formsOf(schema: JsonSchema): JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
}
