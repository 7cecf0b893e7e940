import { spawn } from 'node:child_process';

/** The quick checks, side by side; what one of them prints is shown only where it fails. */
const CHECKS = {
  types: ['npx', 'tsc', '--noEmit'],
  'format and lint': ['npx', 'biome', 'check', '--error-on-warnings'],
  'import rules': ['npx', 'depcruise', '--config', 'build/import-rules.cjs', 'core', 'renderer', 'build', 'test'],
  'dead code': ['npx', 'knip'],
  'house rules': ['node', 'build/rules.mjs'],
};

const outcomes = await Promise.all(
  Object.entries(CHECKS).map(async ([name, [program, ...args]]) => ({ name, ...(await run(program, args)) })),
);
for (const { name, code, output } of outcomes) {
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
}
process.exitCode = outcomes.every(({ code }) => code === 0) ? 0 : 1;

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
