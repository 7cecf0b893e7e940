import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import { Farm } from '../model/farm.ts';
import { FarmFields } from '../model/farm-fields.ts';
import { inPresentForm } from '../model/first-form.ts';
import { MOST_NODES } from '../model/limits.ts';
import { parseInput } from '../model/parse.ts';
import type { Profile } from '../model/profile.ts';
import type { PlacedFarm } from '../model/site.ts';
import { Persistence } from '../model/virtual-service.ts';
import { USUAL_HEALTH_CHECK, USUAL_SETTLE } from './own-servers.ts';

const { name, balancer, settings, settle, healthCheck } = FarmFields.shape;

/** Answers for a farm on practice hosts: addresses, ports and names are laid out on this computer. */
const PracticeAnswers = z.strictObject({
  name: name.default('Practice farm'),
  balancer: balancer.optional(),
  persistence: Persistence.default('none').describe('Whether one client stays on one node'),
  settings,
  practice: z.strictObject({
    nodes: z
      .int()
      .min(2, 'a farm needs two nodes')
      .max(MOST_NODES, `a farm has ${MOST_NODES} nodes at most`)
      .default(3),
    waf: z.boolean().default(false).describe('Whether a WAF stands in front of the balancer'),
  }),
});

/** Answers for a farm whose hosts stand somewhere: everything the plan needs. */
const HostAnswers = z.strictObject({
  ...FarmFields.omit({ id: true, profile: true }).shape,
  settle: settle.default(USUAL_SETTLE),
  healthCheck: healthCheck.default(USUAL_HEALTH_CHECK),
});

/** What `schema` prints: JSON Schema of the answers for this application, which are one of the two forms. */
export function answersSchema({ id, name: application, settings: own }: Profile): Record<string, unknown> {
  const options = { io: 'input' as const };
  const ofProfile = z
    .strictObject({ [id]: own })
    .optional()
    .describe(`Answers of the ${application} alone`);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers of a farm',
    anyOf: [
      PracticeAnswers.extend({ settings: ofProfile }).describe('A farm on practice hosts of this computer'),
      HostAnswers.extend({ settings: ofProfile }).describe('A farm on servers of your own'),
    ].map((form) => {
      const { $schema: _, ...schema } = z.toJSONSchema(form, options);
      return schema;
    }),
  };
}

/**
 * A farm from its answers.
 * @param given plain data; nothing at all means a practice farm as it comes
 * @param ports.practice places a farm on practice hosts
 * @param ports.balancer id of the one a practice farm has unless another is answered
 * @throws FarmError `input.invalid` that names the field
 */
export async function farmFromAnswers(
  id: string,
  profile: string,
  given: unknown,
  ports: { practice(id: string, choice: Omit<PlacedFarm, 'services'>): Promise<Farm>; balancer: string },
): Promise<Farm> {
  const answers = given ?? { practice: {} };
  if (typeof answers !== 'object' || Array.isArray(answers)) throw notAnswers();
  if (!('practice' in answers)) {
    const told = parseInput(HostAnswers, inPresentForm(answers), 'the answers');
    return parseInput(Farm, { ...told, id, profile }, 'the answers');
  }
  const told = parseInput(PracticeAnswers, { ...answers, practice: answers.practice ?? {} }, 'the answers');
  const { practice, ...choice } = told;
  return await ports.practice(id, { ...practice, ...choice, profile, balancer: told.balancer ?? ports.balancer });
}

function notAnswers(): FarmError {
  return new FarmError({
    code: 'input.invalid',
    message: 'the answers: they are not a list of names and values.',
    remedy: 'Give one answer a line, as “name: value”; farmwright schema ID prints all of them.',
  });
}
