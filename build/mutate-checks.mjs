import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './bundle.mjs';

/**
 * Breaks the logic of each check on purpose, in a copy, and checks that a test fails. `--seed N --most M` picks M of the
 * mutations, always the same ones for one seed. `--only TEXT` takes those of checks, causes and files that hold it.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    most: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const all = JSON.parse(readFileSync(join(ROOT, 'test/cases/check-mutations.json'), 'utf8')).filter(({ check, file }) =>
  `${check} ${file}`.includes(values.only),
);
const chosen = values.most === undefined ? all : pick(all, Number(values.most), Number(values.seed));

/** Tests that replace modules need a process of their own, see build/suites.mjs. */
const ALONE = '.alone.test.ts';

/** What these files do is tested by scenes. */
const JUDGING = /^core\/checks\/(causes|judge)\//;
const copy = mkdtempSync(join(tmpdir(), 'farmwright-mutate-'));
let survived = 0;
try {
  copySources();
  if (!testsPass()) throw new Error('the tests fail before anything is broken');
  for (const { check, file, from, to } of chosen) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from))
      throw new Error(`${file} no longer contains “${from}”. Correct test/cases/check-mutations.json`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    const alive = testsPass(JUDGING.test(file) ? 'test/unit/checks/judging' : undefined);
    writeFileSync(path, text);
    if (alive) survived++;
    process.stdout.write(`${alive ? 'SURVIVED' : 'killed  '} ${check}: ${from}\n`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`${chosen.length - survived} of ${chosen.length} killed\n`);
process.exitCode = survived === 0 ? 0 : 1;

function copySources() {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'core', 'test', 'tsconfig.json', 'package.json'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  for (const path of list.split('\n').filter(Boolean)) {
    mkdirSync(join(copy, dirname(path)), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
}

/** Whether all tests of checks pass; those of `first` run before the others. */
function testsPass(first) {
  const together = ['--no-isolate', '--exclude', `**/*${ALONE}`];
  if (first !== undefined && !testsOf(first, together)) return false;
  return testsOf('test/unit/checks', together) && testsOf(ALONE, []);
}

/** Whether the tests pass whose path holds this text. */
function testsOf(text, options) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  // The first test that fails is enough. The sources of mutations are not what is tested here.
  const run = [vitest, 'run', '--bail=1', '--dir', 'test/unit/checks', '--exclude', '**/mutations.test.ts'];
  return spawnSync(process.execPath, [...run, ...options, text], { cwd: copy, stdio: 'ignore' }).status === 0;
}

function pick(list, most, seed) {
  return [...list.keys()]
    .sort((one, other) => ((one * 7919 + seed * 104_729) % 997) - ((other * 7919 + seed * 104_729) % 997))
    .slice(0, most)
    .map((index) => list[index]);
}
