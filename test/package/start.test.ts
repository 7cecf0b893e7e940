import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Result } from '../../core/model/result.ts';
import { bundleEntry } from '../support/bundle-entry.ts';
import { type Packaged, packaged, ROOT } from '../support/packaged.ts';
import type { PackagedProof } from '../support/packaged-core.ts';

/** How a process gets a table of mounts of its own here: as root, or as the root of a user namespace. */
const UNSHARE = [['--mount'], ['--user', '--map-root-user', '--mount']].find(
  (flags) => spawnSync('unshare', [...flags, 'true']).status === 0,
);
/** Lays an empty folder over the checkout, for one process and what it starts. */
const HIDE = 'mount -t tmpfs none "$1" && shift && exec "$@"';
const place =
  UNSHARE === undefined
    ? 'outside the checkout (which this machine cannot hide from a process)'
    : 'where the checkout cannot be seen';

let made: Packaged;
let driver: Awaited<ReturnType<typeof bundleEntry>>;
let home: string;
beforeAll(async () => {
  made = await packaged();
  driver = await bundleEntry('test/support/packaged-core.ts');
  home = mkdtempSync(join(tmpdir(), 'farmwright-home-'));
});
afterAll(() => {
  made?.remove();
  for (const folder of [driver?.folder, home]) if (folder) rmSync(folder, { recursive: true, force: true });
});

test(`the packaged core starts ${place}, and proves a practice farm`, async () => {
  const temporary = join(home, 'temporary');
  mkdirSync(temporary);
  const { NODE_PATH, NODE_OPTIONS, ...environment } = process.env;
  const command = [process.execPath, driver.file, join(made.application, 'out/core'), ROOT];
  const [program = '', ...args] =
    UNSHARE === undefined ? command : ['unshare', ...UNSHARE, 'sh', '-c', HIDE, 'sh', ROOT, ...command];
  const child = spawn(program, args, {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environment, HOME: home, XDG_DATA_HOME: join(home, 'data'), TMPDIR: temporary },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  const { result, sawCheckout } = JSON.parse(output) as PackagedProof;
  expect(sawCheckout).toBe(UNSHARE === undefined);
  const { overall, proof, nodes } = Result.parse(result);
  expect(overall).toBe('ready');
  expect(nodes).toHaveLength(2);
  expect(proof.length).toBeGreaterThanOrEqual(nodes.length);
  expect(proof.every(({ verdict, audited, sentFrom }) => verdict === 'pass' && audited === sentFrom)).toBe(true);
  expect(readdirSync(temporary)).toEqual([]);
}, 360_000);
