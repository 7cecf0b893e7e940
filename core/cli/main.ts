import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../compose.ts';
import { runCommandLine } from './command-line.ts';

const entries = dirname(fileURLToPath(import.meta.url));
process.exitCode = await runCommandLine(process.argv.slice(2), compose(entries));
