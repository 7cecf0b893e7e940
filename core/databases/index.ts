import type { DatabaseEngine } from '../model/database.ts';
import { sqlite } from './sqlite/engine.ts';

/** Every database engine Farmwright knows. A new one is a folder and a line here. */
export const databases: DatabaseEngine[] = [sqlite];
