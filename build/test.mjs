import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, installPrograms, missingPrograms } from './packages.mjs';
import { setUp } from './setup.mjs';
import { SUITES } from './suites.mjs';

const filters = process.argv.slice(2);

await setUp();
if (missingPrograms().length > 0 && canInstall()) installPrograms(missingPrograms());
const missing = missingPrograms();
const leftOut = SUITES.filter(({ needs }) => needs.some((program) => missing.includes(program)));
const { bundleCore, bundlePages } = await import('./bundle.mjs');
await bundleCore();
await bundlePages();

const checked = filters.length > 0 || (await run('npm', ['run', '-s', 'check'])) === 0;
const report = join(mkdtempSync(join(tmpdir(), 'farmwright-report-')), 'report.json');
const suites = SUITES.filter((suite) => !leftOut.includes(suite));
const tested = await run('npx', [
  'vitest',
  'run',
  ...['--config', 'build/vitest.config.mjs'],
  ...suites.flatMap(({ name }) => ['--project', name]),
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ...filters,
]);
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
rmSync(join(report, '..'), { recursive: true, force: true });

const reasons = leftOut.map(({ name, needs }) => {
  const absent = needs.filter((program) => missing.includes(program));
  return `${name} (${absent.map((program) => program.name).join(' and ')} is not installed)`;
});
process.stdout.write(`Left out: ${[...reasons, 'a real Electron window (there is none yet)'].join(', ')}\n`);
const incomplete = process.env.CI === 'true' && leftOut.length > 0;
if (incomplete) process.stdout.write('In CI nothing but a real Electron binary may be left out.\n');
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exitCode = checked && tested === 0 && numPassedTests > 0 && !incomplete ? 0 : 1;

/** Runs a program with our own streams; its exit code. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('close', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
}
