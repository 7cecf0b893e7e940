import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesBelow, type Packaged, packaged, ROOT } from '../support/packaged.ts';
import { sourcesOfPages } from '../support/pages-sources.ts';

/** Licences that ask for no more than to come along with the code. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];
/** Packages that ship no licence text: their notices say whose they are instead. */
const WITHOUT_TEXT = ['@polka/url', 'sirv'];

let made: Packaged;
let notices: ReturnType<typeof read>;
beforeAll(async () => {
  made = await packaged();
  notices = read(readFileSync(join(made.installed, 'THIRD-PARTY-NOTICES.txt'), 'utf8'));
});
afterAll(() => made?.remove());

test('our own licence is in the package, and is the one its package.json names', () => {
  const own = readFileSync(join(made.installed, 'LICENSE.txt'), 'utf8');
  expect(own).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  const { license } = JSON.parse(readFileSync(join(made.application, 'package.json'), 'utf8'));
  expect(own.split('\n')[0]).toBe(`${license} License`);
});

test.each([
  { place: 'the core and the main process', sources: async () => sourcesOfModules(), one: 'sql.js' },
  { place: 'the pages', sources: sourcesOfPages, one: 'react-dom' },
])('every package whose code is in $place has a notice, of the version that is bundled', async ({ sources, one }) => {
  const bundled = packagesOf(await sources());
  expect(bundled.map(({ name }) => name)).toContain(one);
  const noticed = notices.map(({ name, version }) => `${name} ${version}`);
  expect(bundled.map(({ name, version }) => `${name} ${version}`).filter((each) => !noticed.includes(each))).toEqual(
    [],
  );
});

test("the parts that the bundlers add are the bundlers'", () => {
  expect(notices.map(({ name }) => name)).toEqual(expect.arrayContaining(['rolldown', 'vite']));
});

test('every notice names a licence that asks for no more than to come along, and holds its text', () => {
  expect(notices.filter(({ licence }) => !ALLOWED.includes(licence))).toEqual([]);
  const text = /permission (is|to) |permission notice|redistribution and use|apache license/i;
  const without = notices.filter((notice) => !text.test(notice.text));
  expect(without.map(({ name }) => name)).toEqual(WITHOUT_TEXT);
  for (const notice of without) expect(notice.text).toMatch(/^The package ships no licence text\. Its author: \S+/);
});

/** Where each part of the core and the main process comes from, as the bundler writes it above the part. */
function sourcesOfModules(): string[] {
  const files = filesBelow(made.application).filter((file) => /^out\/(core|electron)\/.*\.[mc]js$/.test(file));
  return files.flatMap((file) => {
    const parts = readFileSync(join(made.application, file), 'utf8').matchAll(/^\/\/ (\S+)$/gm);
    return [...parts].map(([, source = '']) => source);
  });
}

/** The packages that these sources are of; our own are of none. */
function packagesOf(sources: string[]): { name: string; version: string }[] {
  const folder = /(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;
  const folders = sources.map((source) => folder.exec(source)?.[1]).filter((found) => found !== undefined);
  return [...new Set(folders)].map((each) => JSON.parse(readFileSync(join(ROOT, each, 'package.json'), 'utf8')));
}

/** The notices as people read them: a ruler, a name and a version, the licence, an empty line, the text. */
function read(file: string) {
  const [, ...parts] = file.split(/^={80}\n/m);
  return parts.map((part) => {
    const [, name = '', version = '', licence = '', text = ''] =
      /^(\S+) (\S+)\nLicence: ([^\n]+)\n\n(.+)$/s.exec(part) ?? [];
    return { name, version, licence, text };
  });
}
