import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import { Secret } from '../model/secret.ts';

const Given = z.record(z.string(), z.string().min(1));

/**
 * Reads secrets from standard input, `{name: value}`. Messages never repeat the input.
 * @param place the option's value; only `-` is known
 * @throws FarmError `secrets.invalid`
 */
export async function readSecrets(place: string | undefined): Promise<Record<string, Secret>> {
  if (place === undefined) return {};
  if (place !== '-') throw invalid('--secrets accepts only “-” (standard input)');
  const given = Given.safeParse(parsed(await text(process.stdin)));
  if (!given.success) throw invalid('the input is not a JSON object of names and texts');
  return Object.fromEntries(Object.entries(given.data).map(([name, value]) => [name, new Secret(value)]));
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}

function invalid(why: string): FarmError {
  return new FarmError({
    code: 'secrets.invalid',
    field: 'secrets',
    message: `The secrets cannot be read: ${why}.`,
    remedy: 'Pipe {"name": "value"} into the command and use --secrets -.',
  });
}
