import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleEntry } from './bundle-entry.ts';
import { performedIn, stateIn } from './kept-hosts.ts';

/** Runs at the same time: most of one is the start of a process. */
const AT_ONCE = 3;

interface Ended {
  stdout: string;
  signal: string | null;
  code: number;
}

/**
 * Kills a run after events, each in a farm of its own, and continues it.
 * @param choose which events, of all that there are by their number
 */
export function everyEventSuite(choose: (events: number[]) => number[]): void {
  let entry: { folder: string; file: string };
  let folder: string;
  let farm: string;
  beforeAll(async () => {
    entry = await bundleEntry('test/support/killed-run.ts');
    folder = mkdtempSync(join(tmpdir(), 'fw-crash-'));
    farm = join(folder, 'new.farm');
    await program('new', farm, join(folder, 'none'));
  });
  afterAll(() => {
    for (const place of [entry?.folder, folder]) if (place !== undefined) rmSync(place, { recursive: true });
  });

  function program(...args: string[]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [entry.file, ...args], (error, stdout, stderr) => {
        if (error !== null && error.signal !== 'SIGKILL') return reject(new Error(`${args.join(' ')}: ${stderr}`));
        resolve({ stdout, signal: error?.signal ?? null, code: 0 });
      });
    });
  }

  test('a run that is killed after an event is continued: the same end, nothing done twice', async () => {
    const whole = join(folder, 'whole');
    cpSync(farm, `${whole}.farm`);
    const events = Number((await program('run', `${whole}.farm`, whole)).stdout);
    expect(events).toBeGreaterThan(30);
    const names = (hosts: string) => stateIn(hosts);
    const wanted = names(whole);

    const tried: number[] = [];
    const chosen = choose(Array.from({ length: events - 1 }, (_, index) => index + 1));
    const next = [...chosen];
    const worker = async () => {
      for (let last = next.shift(); last !== undefined; last = next.shift()) {
        const hosts = join(folder, `after-${last}`);
        const file = `${hosts}.farm`;
        cpSync(farm, file);
        expect(await program('run', file, hosts, String(last))).toMatchObject({ signal: 'SIGKILL' });
        expect(readdirSync(folder)).toContain(`after-${last}.farm.lock`);
        const resumed = await program('resume', file, hosts);
        expect(resumed.stdout, `after event ${last}`).toMatch(
          /^Process \d+ of .* has ended\. Its lock was taken over\./,
        );
        const performed = performedIn(hosts);
        expect(new Set(performed).size, `after event ${last}: ${performed.join('\n')}`).toBe(performed.length);
        expect(names(hosts), `after event ${last}`).toEqual(wanted);
        tried.push(last);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(tried.sort((one, other) => one - other)).toEqual(chosen);
    expect(tried).not.toEqual([]);
  }, 300_000);
}
