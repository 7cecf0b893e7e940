import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DETECTORS } from '../../../core/checks/causes/index.ts';
import mutations from '../../cases/check-mutations.json' with { type: 'json' };
import { CHECKS } from '../../support/healthy-scene.ts';

const broken = new Set(mutations.map(({ check }) => check));

test.each(CHECKS)('the check $id is broken on purpose somewhere', ({ id }) => {
  expect(broken).toContain(id);
});

test.each(DETECTORS)('the cause $id is broken on purpose somewhere', ({ id }) => {
  expect(broken).toContain(id);
});

test('no two causes have the same id', () => {
  const ids = DETECTORS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(mutations)('$check: “$from” stands in $file', ({ file, from, to }) => {
  expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(from);
  expect(to).not.toBe(from);
});
