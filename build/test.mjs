import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronDistribution } from './electron-distribution.mjs';
import { canInstall, installPrograms, missingPrograms } from './packages.mjs';
import { setUp } from './setup.mjs';
import { SUITES } from './suites.mjs';

const long = process.argv.includes('--long');
const filters = process.argv.slice(2).filter((argument) => argument !== '--long');
const asked = SUITES.filter((suite) => (suite.long ?? false) === long);

await setUp();
const hasElectron = electronDistribution()?.isReal ?? false;
const wanted = asked.filter((suite) => hasElectron || !suite.electron);
if (missingPrograms().length > 0 && canInstall()) await installPrograms(missingPrograms());
const missing = missingPrograms();
const leftOut = wanted.filter(({ needs }) => needs.some((program) => missing.includes(program)));
const { bundleCore, bundlePages, ROOT } = await import('./bundle.mjs');
await bundleCore();
await bundlePages();

// With arguments only the named tests run, without the checks.
const checked = long || filters.length > 0 || (await run('build/check.mjs', [])) === 0;
const report = join(mkdtempSync(join(tmpdir(), 'farmwright-report-')), 'report.json');
const suites = wanted.filter((suite) => !leftOut.includes(suite));
const tested = await run('node_modules/vitest/vitest.mjs', [
  'run',
  ...['--config', 'build/vitest.config.mjs'],
  ...suites.flatMap(({ name }) => ['--project', name]),
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ...filters,
]);
const { passed, failed } = totals();
rmSync(join(report, '..'), { recursive: true, force: true });

const reasons = leftOut.map(({ name, needs }) => {
  const absent = needs.filter((program) => missing.includes(program));
  return `${name} (${absent.map((program) => program.name).join(' and ')} is not installed)`;
});
if (filters.length > 0) reasons.push('the checks (only some tests were asked for)');
if (!hasElectron)
  reasons.push('a window of the real Electron (its binary is not here; `npx install-electron` fetches it)');
process.stdout.write(`Left out: ${reasons.join(', ') || 'nothing'}\n`);
const incomplete = process.env.CI === 'true' && leftOut.length > 0;
if (incomplete) process.stdout.write('In CI only the real Electron binary may be left out.\n');
if (!checked) process.stdout.write('The checks failed, see above.\n');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = checked && tested === 0 && passed > 0 && failed === 0 && !incomplete ? 0 : 1;

/** Tests that passed and failed. A file that broke before its first test is one that failed. */
function totals() {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** Runs a script of the checkout with our own streams; its exit code. */
function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('close', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
}
