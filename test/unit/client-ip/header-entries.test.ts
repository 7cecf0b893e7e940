import { describe, expect, it } from 'vitest';
import { fieldLines, headerEntries } from '../../../core/client-ip/header-entries.ts';

describe('header entries', () => {
  it.each([
    [['a, b'], ['a', 'b']],
    [['a,b,,c, ,'], ['a', 'b', 'c']],
    [[' \ta \t,\t b'], ['a', 'b']],
    [['a b;c'], ['a b;c']],
    [['"a", "b"'], ['a', 'b']],
    [['"a, b", c'], ['a, b', 'c']],
    [['"a" , b'], ['a', 'b']],
    [['a"b,c"d, e'], ['a"b,c"d', 'e']],
    [['""a""'], ['"a"']],
    [['"" , a'], ['a']],
    [['"'], ['"']],
    [['a, "b, c'], ['a', '"b, c']],
    [
      ['"a', 'b'],
      ['"a', 'b'],
    ],
    [
      ['a, "b , ', 'c"'],
      ['a', '"b ,', 'c"'],
    ],
    [['a\u00a0, b'], ['a', 'b']],
    [['a, \u0085b\u00a0'], ['a', 'b\u00a0']],
    [['\ufeffa, b'], ['\ufeffa', 'b']],
    [['" a "'], [' a ']],
    [[''], []],
    [[' , ,'], []],
    [[], []],
  ])('of %j are %j', (lines, entries) => {
    expect(headerEntries(lines)).toEqual(entries);
  });

  it('come from every line of the name, whatever its case, in order', () => {
    const headers = [
      ['X-Forwarded-For', 'a'],
      ['Host', 'h'],
      ['x-forwarded-FOR', 'b'],
    ] as const;
    expect(fieldLines(headers, 'X-FORWARDED-for')).toEqual(['a', 'b']);
  });
});
