import { z } from 'zod';
import type { Farm } from './farm.ts';
import { parseInput } from './parse.ts';
import type { Profile } from './profile.ts';

/**
 * A farm's settings as its profile understands them, under the profile's id.
 * @throws FarmError `input.invalid` that names the setting if the profile does not know or does not accept it
 */
export function profileSettings(profile: Profile, settings: Farm['settings']): Farm['settings'] {
  const schema = z.strictObject({ settings: z.strictObject({ [profile.id]: profile.settings }) });
  const given = { settings: { [profile.id]: {}, ...settings } };
  return parseInput(schema, given, `the settings of ${profile.name}`).settings;
}
