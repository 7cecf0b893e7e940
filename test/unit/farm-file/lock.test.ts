import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../../core/farm-file/file-system.ts';
import { type Lock, takeLock } from '../../../core/farm-file/lock.ts';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { type Owner, thisOwner } from '../../../core/farm-file/owner.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { removeBundle, startWorker } from './bundled-farm-file.ts';
import { pidOfTheDead } from './dead-owner.ts';
import { refusingDisk } from './failing-disk.ts';
import { durable, freshPath, sampleFarm, sentences } from './sample.ts';

afterAll(removeBundle);

function plantLock(path: string, change: Partial<Owner>): void {
  writeFileSync(`${path}.lock`, `${JSON.stringify({ ...thisOwner(), id: '00000000000000ff', ...change })}\n`);
}

async function refusal(path: string): Promise<FarmError> {
  const error = await openFarmFile(path, { write: true }).catch((caught: unknown) => caught);
  if (!(error instanceof FarmError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

test('a second process is told who has the farm open, since when, and what to do', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const worker = await startWorker(path);
  expect(await worker.ask('open')).toBe('open');
  const { code, message, remedy, at, field } = await refusal(path);
  expect([code, at, field]).toEqual(['farm-file.in-use', path, 'file']);
  expect(message).toContain(`${userInfo().username} on ${hostname()} (process ${worker.pid}), since 20`);
  expect(message).toMatch(/\(\d+ seconds?\)/);
  expect(remedy).toContain(`${path}.lock`);
  expect(await worker.ask('close')).toBe('closed');
  (await openFarmFile(path, { write: true })).close();
});

test('the farm of a killed process is taken over with a notice, and none of its events is lost', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const worker = await startWorker(path);
  await worker.ask('open');
  expect(await worker.ask('append one')).toBe('appended');
  expect(await worker.ask('append two')).toBe('appended');
  worker.process.kill('SIGKILL');
  await worker.ended;
  const file = await openFarmFile(path, { write: true });
  expect(file.notices).toEqual([
    expect.stringMatching(new RegExp(`^Process ${worker.pid} of .* had this farm open since 20.* has ended`)),
  ]);
  const journal = openJournal(file);
  expect(sentences(journal)).toEqual(['one', 'two']);
  journal.close();
  file.close();
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good']);
});

test('of several processes that find a dead owner at once exactly one takes over', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const workers = await Promise.all([1, 2, 3, 4].map(() => startWorker(path)));
  for (let round = 0; round < 15; round++) {
    plantLock(path, { pid: pidOfTheDead(), id: round.toString(16).padStart(16, '0') });
    const answers = await Promise.all(workers.map((worker) => worker.ask('open')));
    expect(answers.filter((answer) => /^open Process .* Its lock was taken over\./.test(answer))).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'farm-file.in-use')).toHaveLength(3);
    await Promise.all(workers.map((worker) => worker.ask('close')));
    expect(readdirSync(dirname(path))).toEqual(['X.farm']);
  }
});

test('of two that find a dead owner exactly one takes over, whatever the moment the other comes', () => {
  for (let moment = 0, interrupted = true; interrupted; moment++) {
    const folder = mkdtempSync(join(tmpdir(), 'farmwright-lock-'));
    const path = join(folder, 'X.farm');
    plantLock(path, { pid: pidOfTheDead() });
    const winners: string[] = [];
    const attempt = (name: string, fileSystem: FileSystem): Lock | null => {
      try {
        const lock = takeLock(path, fileSystem);
        winners.push(name);
        return lock;
      } catch (error) {
        expect(error).toMatchObject({ code: 'farm-file.in-use' });
        return null;
      }
    };
    let operations = 0;
    interrupted = false;
    const disk = { ...nodeFileSystem };
    const real = { ...nodeFileSystem } as unknown as Record<string, (...input: unknown[]) => unknown>;
    for (const name of Object.keys(real).filter((name) => typeof real[name] === 'function'))
      Object.assign(disk, {
        [name]: (...input: unknown[]) => {
          if (operations++ === moment) {
            interrupted = true;
            attempt('other', nodeFileSystem);
          }
          return real[name]?.(...input);
        },
      });
    const lock = attempt('first', disk);
    expect(winners, `moment ${moment}`).toHaveLength(1);
    lock?.release();
    expect(readdirSync(folder).filter((name) => name !== 'X.farm.lock')).toEqual([]);
    rmSync(folder, { recursive: true });
  }
});

test('a later process with the number of a dead owner is not taken for it', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  plantLock(path, { started: 'another boot:1' });
  if (thisOwner().started === null) {
    // Where the system does not tell when a process began, a living number is a living owner.
    expect((await refusal(path)).code).toBe('farm-file.in-use');
    return;
  }
  const file = await openFarmFile(path, { write: true });
  expect(file.notices).toHaveLength(1);
  file.close();
});

test('a lock of another computer is never judged dead', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  plantLock(path, {
    pid: pidOfTheDead(),
    computer: 'another-computer',
    user: 'someone',
    since: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  });
  const { code, message, remedy } = await refusal(path);
  expect(code).toBe('farm-file.in-use');
  expect(message).toContain('someone on another-computer');
  expect(message).toContain('(3 days)');
  expect(remedy).toContain(`Delete ${path}.lock`);
  expect(readFileSync(`${path}.lock`, 'utf8')).toContain('another-computer');
});

test('a lock that names nobody is respected', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  writeFileSync(`${path}.lock`, '');
  expect((await refusal(path)).code).toBe('farm-file.in-use');
});

test('who lost the lock writes nothing any more', async () => {
  const path = freshPath();
  const file = await createFarmFile(path, { farm: sampleFarm() });
  const journal = openJournal(file);
  rmSync(`${path}.lock`);
  const other = await openFarmFile(path, { write: true });
  const bytes = readFileSync(path);
  for (const deed of [() => file.saveAnswers(sampleFarm('Mine')), () => journal.append(durable('mine'))])
    expect(deed).toThrow(expect.objectContaining({ code: 'farm-file.lock-lost', at: path }));
  journal.close();
  file.close();
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.lock']);
  other.close();
});

test('on a disk without second names for files, one process has the farm too', async () => {
  const path = freshPath();
  const { disk, state } = refusingDisk({ operations: ['link'], code: 'ENOTSUP' });
  state.failing = true;
  const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
  await expect(openFarmFile(path, { write: true }, disk)).rejects.toMatchObject({ code: 'farm-file.in-use' });
  file.saveAnswers(sampleFarm('Renamed'));
  file.close();
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good']);
});
