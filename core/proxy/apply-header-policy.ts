import type { HeaderPolicy } from '../model/header-policy.ts';
import { comparableName } from './header-names.ts';

/** One header line: its name as it was written, its value. */
export type HeaderLine = readonly [name: string, value: string];

/**
 * The header lines after this hop's policy.
 *
 * Names compare without case. A look-alike with `_` for `-` is dropped under every policy but `preserve`, for no proxy
 * writes one and some servers read it as the header itself. Empty lines do not become empty entries of an appended
 * list (RFC 9110, 5.6.1: a sender must not write those).
 * @param peer the address to write, as `peerText` gives it
 */
export function applyHeaderPolicy(
  lines: readonly HeaderLine[],
  header: { name: string; policy: HeaderPolicy },
  peer: string,
): HeaderLine[] {
  if (header.policy === 'preserve') return [...lines];
  const isHeader = ([name]: HeaderLine) => name.toLowerCase() === header.name.toLowerCase();
  const mayStay = (line: HeaderLine) => isHeader(line) || comparableName(line[0]) !== comparableName(header.name);
  const passed = lines.filter(mayStay);
  const others = passed.filter((line) => !isHeader(line));
  const values = passed.filter(isHeader).map(([, value]) => value);
  const own: HeaderLine = [header.name, peer];
  switch (header.policy) {
    case 'remove':
      return others;
    case 'replace':
      return [...others, own];
    case 'append':
      return [...others, [header.name, [...values.filter((value) => value.trim() !== ''), peer].join(', ')]];
    case 'add-line':
      return [...passed, own];
    case 'if-none':
      return values.length > 0 ? passed : [...passed, own];
  }
}
