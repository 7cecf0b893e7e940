import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';

/** One press of Ctrl+C comes from the terminal and again from npm. The server takes a second one for "end at once". */
const SAME_PRESS_MS = 1000;

await setUp();
const { bundleCore, bundlePages } = await import('./bundle.mjs');
const folder = await bundleCore();
await bundlePages();

// Out of the terminal's reach, so that the server gets each signal once, and from here. Windows has no such groups:
// there the console tells the server itself.
const detached = process.platform !== 'win32';
const server = spawn(process.execPath, [join(folder, 'server.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  detached,
});
let passedOnAt = Number.NEGATIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
  process.on(signal, () => {
    const now = performance.now();
    if (!detached || now - passedOnAt < SAME_PRESS_MS) return;
    passedOnAt = now;
    // A closed terminal is an end like any other: practice farms are taken down.
    server.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  });
server.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
