import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The farm file that is named on a command line, if any: as a path, or as a `file:` address, which desktops hand over
 * (Desktop Entry Specification, `%u` and `%U`). Options are ignored.
 * @param folder where a path that is not absolute begins
 */
export function farmArgument(args: readonly string[], folder: string): string | null {
  const named = args.slice(1).filter((argument) => !argument.startsWith('-'));
  const path = named.map(pathOf).findLast((one) => one !== null && /\.farm$/i.test(one)) ?? null;
  return path === null || isAbsolute(path) ? path : resolve(folder, path);
}

/** Null if a `file:` address leads to no file of this computer. */
function pathOf(argument: string): string | null {
  if (!/^file:\//i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}
