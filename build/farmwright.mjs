import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setUp } from './setup.mjs';

await setUp();
const { bundleCore } = await import('./bundle.mjs');
const folder = await bundleCore();
await import(pathToFileURL(join(folder, 'cli.mjs')).href);
