import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDERS = ['core', 'renderer', 'electron', 'build', 'test'].filter((folder) => existsSync(join(ROOT, folder)));

/** The quick checks, side by side; what one of them prints is shown only if it fails. */
const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  'format and lint': ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  'import rules': [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', 'build/import-rules.cjs'],
    ...FOLDERS,
  ],
  'dead code': ['node_modules/knip/bin/knip.js'],
  'house rules': ['build/rules.mjs'],
};

await setUp();
const outcomes = await Promise.all(
  Object.entries(CHECKS).map(async ([name, args]) => ({ name, ...(await run(args)) })),
);
for (const { name, code, output } of outcomes) {
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
}
process.exitCode = outcomes.every(({ code }) => code === 0) ? 0 : 1;

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
