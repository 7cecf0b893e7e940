import { existsSync, lstatSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { dirname, extname, join, posix, resolve, sep } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { distributionStandIn } from '../support/distribution-stand-in.ts';
import { FUSES_OF_A_PACKAGE, fusesOf } from '../support/fuses.ts';
import { moduleReferences } from '../support/module-references.ts';
import { filesBelow, type Packaged, packaged, ROOT } from '../support/packaged.ts';

const MOST_BYTES = 15_000_000;

/** All that a package holds of ours. Each row is there for a reason, and each file belongs to a row. */
const APPLICATION = [
  /^package\.json$/,
  /^out\/electron\/main\.mjs$/,
  /^out\/electron\/preload\.cjs$/,
  /^out\/core\/(core-process|practice-world|practice-node|program-keeper|database|proxy)\.mjs$/,
  /^out\/core\/shared-[\w-]+\.mjs$/,
  /^out\/core\/sql-wasm\.wasm$/,
  /^out\/pages\/index\.html$/,
  /^out\/pages\/icon\.svg$/,
  /^out\/pages\/assets\/[\w-]+\.(js|css)$/,
];
/** What an installed package has besides Electron's own files. */
const ADDED = [
  ...['LICENSE.electron.txt', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.txt'],
  ...['farmwright', 'resources/app.asar', 'resources/apparmor-profile'],
];

let made: Packaged;
beforeAll(async () => {
  made = await packaged();
});
afterAll(() => made?.remove());

const ours = () => filesBelow(made.application);
const code = () => ours().filter((file) => /^\.[mc]?js$/.test(extname(file)));

test('the package holds what it needs to run, and nothing else', () => {
  expect(ours().filter((file) => !APPLICATION.some((row) => row.test(file)))).toEqual([]);
  expect(APPLICATION.filter((row) => !ours().some((file) => row.test(file)))).toEqual([]);
});

test('beside it there is Electron, with the one language the pages have and no application but ours', async () => {
  const unwanted = /^(electron|LICENSE|version|resources\/default_app\.asar|locales\/(?!en-US).*)$/;
  const kept = filesBelow(await delivered()).filter((file) => !unwanted.test(file));
  expect(filesBelow(made.installed)).toEqual([...kept, ...ADDED].sort());
});

test('its package.json says what it is, and nothing of how it is built', () => {
  const { main, ...said } = JSON.parse(readFileSync(join(made.application, 'package.json'), 'utf8'));
  expect(existsSync(join(made.application, main))).toBe(true);
  expect(Object.keys(said).sort()).toEqual(
    [
      'author',
      'description',
      'desktopName',
      'engines',
      'homepage',
      'license',
      'name',
      'private',
      'type',
      'version',
    ].sort(),
  );
});

test('no file names a place of the machine it was built on', () => {
  const places = [ROOT.replace(/\/$/, ''), join(homedir(), '/'), made.folder, 'sourceMappingURL=', 'node_modules/.'];
  const files = [made.application, made.installed].flatMap((folder) =>
    filesBelow(folder).map((file) => join(folder, file)),
  );
  const found = files.flatMap((file) => {
    const content = readFileSync(file);
    return places.filter((place) => content.includes(place)).map((place) => `${file}: ${place}`);
  });
  expect(found).toEqual([]);
});

test('nothing in it is a link, and nothing lies beside the archive', () => {
  const all = [made.application, made.installed].flatMap((folder) =>
    filesBelow(folder).map((file) => join(folder, file)),
  );
  expect(all.filter((file) => !lstatSync(file).isFile())).toEqual([]);
  expect(existsSync(`${made.archive}.unpacked`)).toBe(false);
});

test('every module asks for parts of Node, of Electron, or of the package', () => {
  const outside = code().flatMap((file) => {
    const path = join(made.application, file);
    const isPage = file.startsWith('out/pages/');
    const isThere = (asked: string | null) => {
      // The pages have a folder and a policy of their own: what they may load is said there.
      if (asked === null) return isPage;
      if (!asked.startsWith('.'))
        return !isPage && (isBuiltin(asked) || (asked === 'electron' && file.startsWith('out/electron/')));
      const target = resolve(dirname(path), asked);
      return target.startsWith(join(made.application, 'out') + sep) && existsSync(target);
    };
    return moduleReferences(readFileSync(path, 'utf8'))
      .filter((asked) => !isThere(asked))
      .map((asked) => `${file} asks for ${asked ?? 'a module whose name is made at run time'}`);
  });
  expect(outside).toEqual([]);
});

test('every shared part is asked for by another module', () => {
  const shared = code().filter((file) => file.includes('/shared-'));
  const asked = new Set(
    code().flatMap((file) =>
      moduleReferences(readFileSync(join(made.application, file), 'utf8')).map((name) =>
        posix.join(dirname(file), name ?? ''),
      ),
    ),
  );
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.filter((file) => !asked.has(file))).toEqual([]);
});

test('its own code is at most 15 MB, and the size is said', () => {
  const { size } = statSync(made.archive);
  expect(size).toBeLessThanOrEqual(MOST_BYTES);
  expect(made.said).toContain(`own code in each of them has ${(size / 1_000_000).toFixed(1)} MB.`);
});

test('the fuses are flipped in the executable itself', async () => {
  const before = await fusesOf(join(await delivered(), 'electron'));
  const after = await fusesOf(join(made.installed, 'farmwright'));
  expect(after).toEqual(FUSES_OF_A_PACKAGE);
  expect(before).not.toEqual(after);
});

/** Electron as it comes, for this test alone. */
async function delivered(): Promise<string> {
  const folder = await distributionStandIn();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
