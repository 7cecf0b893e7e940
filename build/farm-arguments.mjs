import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns the arguments of `npm start`, with farm files as full paths. npm starts scripts in the package's folder and
 * tells where it was called: files are named from there, or by a `file:` address.
 * @param {string[]} given
 * @param {string} folder where a path that is not absolute begins
 * @returns {{ args: string[], others: string[] }} `others` are files whose name does not end as a farm file's does: the
 *   browser shell tries them all the same, the window leaves them alone
 */
export function readArguments(given, folder) {
  const others = [];
  const args = given.map((argument, index) => {
    // The number that follows `--port` is no file.
    if (argument.startsWith('-') || given[index - 1] === '--port') return argument;
    const path = pathOf(argument, folder);
    if (!/\.farm$/i.test(path)) others.push(path);
    return path;
  });
  return { args, others };
}

function pathOf(argument, folder) {
  if (!/^file:\//i.test(argument)) return resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    // It leads to no file of this computer, and whoever is to open it says so.
    return argument;
  }
}
