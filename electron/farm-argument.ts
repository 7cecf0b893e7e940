import { isAbsolute, resolve } from 'node:path';

/**
 * The farm file that is named on a command line, if any. Options are none of it, wherever they stand.
 * @param folder where a path that is not absolute begins
 */
export function farmArgument(args: readonly string[], folder: string): string | null {
  const path = args.slice(1).findLast((argument) => !argument.startsWith('-') && /\.farm$/i.test(argument));
  if (path === undefined) return null;
  return isAbsolute(path) ? path : resolve(folder, path);
}
