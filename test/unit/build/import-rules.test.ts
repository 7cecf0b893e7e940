import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import cases from '../../cases/import-rules.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'farmwright-rules-'));
let violations: Map<string, string[]>;

beforeAll(async () => {
  const files = new Map<string, string>(
    [...cases.allowed, ...cases.refused].map(([path = '', text = '']) => [path, text]),
  );
  files.set('core/steps/circle-b.ts', "import './circle-a.ts';\nexport const y = 1;\n");
  files.set('core/steps/circle-d.ts', "import type { C } from './circle-c.ts';\nexport type D = C;\n");
  for (const [path, text] of [...files])
    for (const match of text.matchAll(/'(\.[^']+)'/g)) {
      const target = join(dirname(path), match[1] ?? '');
      if (!files.has(target)) files.set(target, 'export const a = 1;\nexport const b = 1;\nexport type A = number;\n');
    }
  for (const [path, text] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'tsconfig.json'), readFileSync(join(ROOT, 'tsconfig.json')));
  writeFileSync(join(folder, 'package.json'), readFileSync(join(ROOT, 'package.json')));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  violations = await cruise();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(cases.refused.map(([path, text]) => ({ path, text })))('$path is refused: $text', ({ path = '' }) => {
  expect(violations.get(path) ?? []).not.toEqual([]);
});

test.each(cases.allowed.map(([path, text]) => ({ path, text })))('$path is allowed', ({ path = '' }) => {
  expect(violations.get(path) ?? []).toEqual([]);
});

/** The rules that each file of the small tree breaks. */
function cruise(): Promise<Map<string, string[]>> {
  const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    depcruise,
    '--config',
    join(ROOT, 'build/import-rules.cjs'),
    '--output-type',
    'json',
    'core',
    'renderer',
    'electron',
    'build',
    'test',
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (error, stdout) => {
      if (stdout === '') return reject(error);
      const found = new Map<string, string[]>();
      const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
      for (const { from, rule } of summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name]);
      resolve(found);
    });
  });
}
