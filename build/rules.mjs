import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MOST_LINES = 300;
const VAGUE = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager'];
const CODE = /\.(ts|tsx|mjs|cjs|js)$/;

/** Where the ids of plug-ins may stand as text besides their own folders, and why. */
const MAY_NAME_PLUG_INS = [
  'core/practice/', // programs the practice hosts can run
  'core/api/contract.ts', // the profile a practice farm has unless another is chosen
];

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
      ? matches(text, /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|only)\b/g)
      : [],
  'names say what is inside': ({ path }) =>
    path.split('/').filter((part) => VAGUE.includes(basename(part).replace(/\..*$/, '').toLowerCase())),
  'no commented-out code': ({ path, text }) =>
    CODE.test(path)
      ? matches(
          text,
          /^\s*\/\/\s*(?:(?:const|let|var|import|export|return|await|if \(|for \()\b.*[;{]|[\w.]+\(.*\);)\s*$/gm,
        )
      : [],
  'fault ids stand in core/practice/faults and test only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || path.startsWith('core/practice/faults/') || !CODE.test(path))
      return [];
    return faultIds(all).filter((id) => quoted(text, id));
  },
  'plug-in ids stand in their own folders only': ({ path, text }, all) => {
    if (!/^(core|renderer|electron)\//.test(path) || !CODE.test(path)) return [];
    if (/^core\/(profiles|balancers)\//.test(path) || MAY_NAME_PLUG_INS.some((place) => path.startsWith(place)))
      return [];
    return plugInIds(all).filter((id) => quoted(text, id));
  },
  'the lock file names no download address': ({ path, text }) =>
    basename(path) === 'package-lock.json' ? matches(text, /"resolved": "[^"]*"/g).slice(0, 1) : [],
  'tests wait for conditions, not for time': ({ path, text }) =>
    path.startsWith('test/') && CODE.test(path) && path !== 'test/support/until.ts'
      ? matches(text, /await (?:new Promise[^;\n]*setTimeout|pause\(|sleep\(|delay\()/g)
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
  const folders = all.map(({ path }) => /^core\/(?:profiles|balancers)\/([^/]+)\//.exec(path)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** Every complaint about these files, as lines. */
export function complaints(files) {
  return Object.entries(RULES).flatMap(([rule, look]) =>
    files.flatMap((file) => look(file, files).map((complaint) => `${file.path}: ${rule}: ${complaint}`)),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const paths = list.split('\n').filter((path) => CODE.test(path) || basename(path) === 'package-lock.json');
  const files = [...new Set(paths)].flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(process.cwd(), path), 'utf8') }];
    } catch {
      // Deleted and not yet committed.
      return [];
    }
  });
  const lines = complaints(files);
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
