import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import { Secret } from '../model/secret.ts';

const Given = z.record(z.string(), z.string().min(1));

/**
 * Secrets from standard input, read once: `{name: value}`. Messages never repeat what was read.
 * @param place the option's value; only `-` is known
 * @throws FarmError `secrets.invalid`
 */
export async function readSecrets(place: string | undefined): Promise<Record<string, Secret>> {
  if (place === undefined) return {};
  if (place !== '-') throw invalid('only “-”, standard input, is a place for secrets');
  const given = Given.safeParse(parsed(await text(process.stdin)));
  if (!given.success) throw invalid('it is not a JSON object of names and texts');
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
    message: `The secrets were not understood: ${why}.`,
    remedy: 'Pipe {"name": "value"} into the command and give --secrets -.',
  });
}
