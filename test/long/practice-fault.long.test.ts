import { expect, test } from 'vitest';
import { runCommand } from '../support/command-line.ts';

test('a fault makes it exit 1 and say why', async () => {
  const { code, stdout, left } = await runCommand(['practice', '--nodes', '2', '--fault', 'limit-zero']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Farm: .*\n[\s\S]*^Not ready: /m);
  expect(left).toEqual([]);
}, 180_000);
