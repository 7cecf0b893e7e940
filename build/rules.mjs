import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDERS = ['core', 'renderer', 'electron', 'build', 'test'];
const NOT_OURS = /^test\/artifacts\//;

const MOST_LINES = 300;
const VAGUE = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager'];
const CODE = /\.(ts|tsx|mjs|cjs|js)$/;

/** Where the ids of plug-ins may stand as text besides their own folders, and why. */
const MAY_NAME_PLUG_INS = [
  'core/practice/', // programs the practice hosts can run, and how their configurations are broken on purpose
];
/** Where the names of products may stand besides, and why. */
const MAY_NAME_PRODUCTS = [
  ...MAY_NAME_PLUG_INS,
  'core/proxy/', // the bundled proxy says where it does as others do, or does not
  'core/processes/bare-environment.ts', // where Debian keeps programs that practice hosts run
];
/** Ids of plug-ins that are a kind of action and of reading as well, which everybody may name. */
const ALSO_KINDS = ['sql'];

/** The folders of plug-ins. */
const PLUG_INS = /^core\/(?:profiles|balancers|databases|audit-sources)\/([^/]+)\//;

/** Code that must know hosts only through their site. */
const REACHES_NOTHING = /^(core\/(session|runner|checks|api)|renderer)\//;
/** A question how a host is reached. The page of practice farms is a place in the window, and no such question. */
const ASKS_REACH =
  /\bby === '|\breach === '|\bkind === '(?:person|ssh|practice|posix|windows)'|(?<!\bpage )[!=]== '(?:practice|person|ssh|own)'|\b(?:only|has)PracticeHosts\(/g;

/**
 * The house rules, each a function from a file to its complaints.
 * @typedef {{ path: string, text: string }} File
 * @type {Record<string, (file: File, all: File[]) => string[]>}
 */
export const RULES = {
  'a file has one idea: 300 lines at most': ({ path, text }) => {
    const lines = text.split('\n').length - 1;
    return CODE.test(path) && lines > MOST_LINES ? [`${lines} lines`] : [];
  },
  'every suite runs: no .skip, .skipIf, .todo, .only': ({ path, text }) =>
    path.startsWith('test/') && CODE.test(path)
      ? matches(text, /(?<!\.)\.(?:skip|skipIf|runIf|todo|only)\b|\b(?:skip|todo|only): true\b/g)
      : [],
  'unit tests that replace modules or count what their process holds are named *.alone.test.ts': ({ path, text }) =>
    path.startsWith('test/unit/') && path.endsWith('.test.ts') && !path.endsWith('.alone.test.ts')
      ? matches(text, /\bvi\.(?:mock|doMock|hoisted)\(|\bgetActiveResourcesInfo\(/g)
      : [],
  'names say what is inside': ({ path }) =>
    path.split('/').filter((part) => VAGUE.includes(basename(part).replace(/\..*$/, '').toLowerCase())),
  'no commented-out code': ({ path, text }) =>
    CODE.test(path)
      ? matches(
          text,
          /^\s*\/\/\s*(?:(?:const|let|var|import|export|return|await|throw|function|class|interface|type) .*[;{]|(?:if|for|while|switch) \(.*[;{]|\} ?(?:else|catch|finally)\b.*|[\w.[\]]+ ?[-+*/?|&]*= .*;|(?:await )?[\w.]+\(.*\);)\s*$/gm,
        )
      : [],
  'fault ids stand in core/practice/faults and test only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || path.startsWith('core/practice/faults/') || !CODE.test(path))
      return [];
    return faultIds(all).filter((id) => quoted(text, id));
  },
  'plug-in ids stand in their own folders only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || !CODE.test(path)) return [];
    if (MAY_NAME_PLUG_INS.some((place) => path.startsWith(place))) return [];
    const own = PLUG_INS.exec(path)?.[1];
    return plugInIds(all).filter((id) => id !== own && !ALSO_KINDS.includes(id) && quoted(text, id));
  },
  'names of products stand in their own folders only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || !CODE.test(path)) return [];
    if (MAY_NAME_PRODUCTS.some((place) => path.startsWith(place))) return [];
    const own = PLUG_INS.exec(path)?.[0];
    return productNames(all.filter((file) => PLUG_INS.exec(file.path)?.[0] !== own)).filter((name) =>
      text.includes(name),
    );
  },
  'how a host is reached is known to its site only': ({ path, text }) =>
    REACHES_NOTHING.test(path) && CODE.test(path) ? matches(text, ASKS_REACH) : [],
  'ids of client-IP engines stand in their own folders and in profiles only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || !CODE.test(path)) return [];
    const own = engineIds(all).filter((id) => !path.startsWith(`core/client-ip/engines/${id}/`));
    return path.startsWith('core/profiles/') ? [] : own.filter((id) => quoted(text, id));
  },
  'the lock file names no download address': ({ path, text }) =>
    basename(path) === 'package-lock.json' ? matches(text, /"resolved": "[^"]*"/g).slice(0, 1) : [],
  'tests wait for conditions, not for time': ({ path, text }) =>
    path.startsWith('test/') && CODE.test(path) && path !== 'test/support/until.ts'
      ? matches(
          text,
          /\bnew Promise\b[^;]{0,80}?\bsetTimeout\(|\bawait (?:setTimeout|pause|sleep|delay)\(|\btimers\/promises\b|\bwaitForTimeout\(|\bAtomics\.wait\(/g,
        )
      : [],
};

function matches(text, pattern) {
  return [...text.matchAll(pattern)].map(([found]) => found.trim());
}

function quoted(text, id) {
  return [`'${id}'`, `"${id}"`, `\`${id}\``].some((literal) => text.includes(literal));
}

function faultIds(all) {
  const files = all.filter(({ path }) => path.startsWith('core/practice/faults/'));
  return files.flatMap(({ text }) => [...text.matchAll(/\bid: '([^']+)'/g)].map(([, id]) => id));
}

function plugInIds(all) {
  const folders = all.map(({ path }) => PLUG_INS.exec(path)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** What the plug-ins are called on screen: the name that stands beside the id. */
function productNames(all) {
  const files = all.filter(({ path }) => PLUG_INS.test(path));
  return files.flatMap(({ text }) => [...text.matchAll(/\bid: '[^']+',\s+name: '([^']+)'/g)].map(([, name]) => name));
}

function engineIds(all) {
  const folders = all.map(({ path }) => /^core\/client-ip\/engines\/([^/]+)\//.exec(path)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** Every complaint about these files, as lines. */
export function complaints(files) {
  return Object.entries(RULES).flatMap(([rule, look]) =>
    files.flatMap((file) => look(file, files).map((complaint) => `${file.path}: ${rule}: ${complaint}`)),
  );
}

/** The files of the checkout that the rules look at; the text of code and of the lock file only. */
function filesOfCheckout() {
  const paths = FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(ROOT, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      ),
  );
  const ours = paths.filter((path) => !NOT_OURS.test(path));
  return [...ours, 'package-lock.json'].map((path) => ({
    path,
    text: CODE.test(path) || path === 'package-lock.json' ? readFileSync(join(ROOT, path), 'utf8') : '',
  }));
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const lines = complaints(filesOfCheckout());
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
