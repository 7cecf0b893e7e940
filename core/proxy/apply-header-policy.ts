import { keepsLines, linesBehindHop } from '../client-ip/header-at-node.ts';
import type { HeaderPolicy } from '../model/header-policy.ts';
import { comparableName } from './header-names.ts';

/** One header line: its name as it was written, its value. */
export type HeaderLine = readonly [name: string, value: string];

/**
 * The header lines after this hop's policy.
 *
 * Names compare without case. A look-alike with `_` for `-` is dropped under every policy but `preserve`, for no proxy
 * writes one and some servers read it as the header itself.
 * @param peer the address to write, as `peerText` gives it
 */
export function applyHeaderPolicy(
  lines: readonly HeaderLine[],
  { name: headerName, policy }: { name: string; policy: HeaderPolicy },
  peer: string,
): HeaderLine[] {
  if (policy === 'preserve') return [...lines];
  const isHeader = ([name]: HeaderLine) => name.toLowerCase() === headerName.toLowerCase();
  const mayStay = (line: HeaderLine) => isHeader(line) || comparableName(line[0]) !== comparableName(headerName);
  const passed = lines.filter(mayStay);
  const before = passed.filter(isHeader).map(([, value]) => value);
  const after = linesBehindHop(policy, before, peer).map((value): HeaderLine => [headerName, value]);
  return keepsLines(policy)
    ? [...passed, ...after.slice(before.length)]
    : [...passed.filter((line) => !isHeader(line)), ...after];
}
