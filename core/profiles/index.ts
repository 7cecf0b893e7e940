import type { Profile } from '../model/profile.ts';
import { sample } from './sample/sample.ts';

/** Every application Farmwright knows. A new one is a folder and a line here. */
export const profiles: Profile[] = [sample];
