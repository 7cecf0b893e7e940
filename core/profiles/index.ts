import type { Profile } from '../model/plug-ins.ts';
import { sample } from './sample/sample.ts';

/** Every application Farmwright knows. A new one is a folder and a line here. */
export const profiles: Profile[] = [sample];
