import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setUp } from './setup.mjs';

await setUp();
const { bundleCore, bundlePages } = await import('./bundle.mjs');
const folder = await bundleCore();
await bundlePages();

const server = spawn(process.execPath, [join(folder, 'server.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl+C reaches the whole group; what is sent to this process alone is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
