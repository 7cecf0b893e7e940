import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../../core/farm-file/file-system.ts';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { memoryDisk } from '../farm-file/memory-disk.ts';
import { durable, freshPath, light, sampleFarm, sentences, withJournal } from '../farm-file/sample.ts';

/** A farm with two folded events and a log of as many more, left as a crash leaves it. */
async function interrupted(inLog: number, path = freshPath(), disk: FileSystem = nodeFileSystem) {
  const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
  const journal = openJournal(file);
  journal.append(light('folded one'));
  journal.append(light('folded two'));
  journal.fold();
  for (let index = 1; index <= inLog; index++) journal.append(durable(`«${index}» über\nzwei Zeilen`));
  file.close();
  return { path, log: disk.read(`${path}.journal`) };
}

async function refusal(path: string): Promise<FarmError> {
  const file = await openFarmFile(path, { write: true });
  try {
    openJournal(file);
  } catch (error) {
    if (error instanceof FarmError) return error;
    throw error;
  } finally {
    file.close();
  }
  throw new Error('not refused');
}

test('a log that is cut at any byte of its last three lines gives its whole lines, tells the rest, and goes on', async () => {
  // In memory: some hundred cuts, each opened twice.
  const disk = memoryDisk();
  const { path, log } = await interrupted(6, '/farms/X.farm', disk);
  const ends = [...log].flatMap((byte, index) => (byte === 0x0a ? [index + 1] : []));
  const image = disk.read(path);
  for (let length = ends.at(-4) ?? 0; length <= log.length; length++) {
    disk.put(path, image);
    disk.put(`${path}.journal`, log.subarray(0, length));
    const whole = ends.filter((end) => end <= length).length;
    const torn = length - (ends[whole - 1] ?? 0);
    const file = await openFarmFile(path, { write: true }, disk);
    const journal = openJournal(file);
    expect(journal.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 + whole }, (_, index) => index + 1));
    if (torn === 0) expect(file.notices).toEqual([]);
    else
      expect(file.notices).toEqual([
        expect.stringMatching(new RegExp(`incomplete and is dropped \\(${torn} bytes\\)`)),
      ]);
    expect(journal.append(durable('goes on')).seq).toBe(whole + 3);
    // Left as a crash leaves it, and read once more.
    file.close();
    const again = await openFarmFile(path, { write: false }, disk);
    const reopened = openJournal(again);
    expect(reopened.events).toHaveLength(whole + 3);
    expect(reopened.events.at(-1)?.sentence).toBe('goes on');
    expect(again.notices).toEqual([]);
    again.close();
  }
});

test('zeros that a power cut left in the last line are a torn line', async () => {
  const { path, log } = await interrupted(2);
  const lastLine = log.lastIndexOf(0x0a, log.length - 2) + 1;
  writeFileSync(`${path}.journal`, Buffer.concat([log.subarray(0, lastLine), Buffer.alloc(40), Buffer.from('\n')]));
  const file = await openFarmFile(path, { write: true });
  withJournal(file, (journal) => expect(journal.events).toHaveLength(3));
  expect(file.notices).toHaveLength(1);
});

test('an altered line in the middle is refused with its number, and nothing is deleted', async () => {
  const { path, log } = await interrupted(5);
  const lines = log.toString('utf8').trimEnd().split('\n');
  await fc.assert(
    fc.asyncProperty(fc.nat(3), fc.nat(), async (index, place) => {
      const line = Buffer.from(lines[index] ?? '');
      line.writeUInt8(line.readUInt8(place % line.length) ^ 0x01, place % line.length);
      fc.pre(!line.includes(0x0a));
      const start = Buffer.byteLength(lines.slice(0, index).join('\n')) + (index === 0 ? 0 : 1);
      const altered = Buffer.from(log);
      line.copy(altered, start);
      writeFileSync(`${path}.journal`, altered);
      const { code, message, remedy, at, field } = await refusal(path);
      expect([code, at, field]).toEqual(['journal.broken', `${path}.journal`, 'file']);
      expect(message).toMatch(new RegExp(`line (${index + 1}|${index + 2}): `));
      expect(remedy).toContain('Nothing was deleted');
      expect(readFileSync(`${path}.journal`).equals(altered)).toBe(true);
    }),
    { seed: 20263, numRuns: 150 },
  );
});

test('a missing, doubled or exchanged line is refused', async () => {
  const { path, log } = await interrupted(5);
  const lines = log.toString('utf8').trimEnd().split('\n');
  const [one, two, three, ...rest] = lines;
  const cases = {
    'line 1: it is event 4, but the farm file ends with event 2': [two, three, ...rest],
    'line 2: it does not have the checksum of line 1': [one, three, ...rest],
    'line 3: it does not have the checksum of line 2': [one, two, two, three, ...rest],
    'line 2: it does not have': [one, three, two, ...rest],
  };
  for (const [message, kept] of Object.entries(cases)) {
    writeFileSync(`${path}.journal`, `${kept.join('\n')}\n`);
    expect((await refusal(path)).message).toContain(message);
  }
});

test('a log of another farm, or of an older epoch, is set aside by name and told', async () => {
  const older = await interrupted(3);
  const file = await openFarmFile(older.path, { write: true });
  withJournal(file, (journal) => journal.append(durable('three')));
  const other = freshPath();
  const another = await createFarmFile(other, { farm: sampleFarm('Other', 'farm-2') });
  openJournal(another).append(durable('of another farm'));
  another.close();
  const notMine = readFileSync(`${other}.journal`);
  // Of the older epoch, and not what was folded: one event more than the farm file ever knew.
  const ahead = await interrupted(9);
  const foreign = { 'another farm': notMine, 'epoch is 2, older': ahead.log };
  for (const [why, bytes] of Object.entries(foreign)) {
    writeFileSync(`${older.path}.journal`, bytes);
    const opened = await openFarmFile(older.path, { write: true });
    withJournal(opened, (journal) => expect(journal.events).toHaveLength(6));
    expect(opened.notices).toEqual([expect.stringContaining(why)]);
    const aside = /renamed to (.*)\.$/.exec(opened.notices[0] ?? '')?.[1] ?? '';
    expect(readFileSync(aside).equals(bytes)).toBe(true);
    expect(dirname(aside)).toBe(dirname(older.path));
  }
});

test('lines the farm file holds already are not read twice, and their log goes', async () => {
  const { path, log } = await interrupted(3);
  withJournal(await openFarmFile(path, { write: true }), (journal) => expect(journal.events).toHaveLength(5));
  for (const bytes of [log, log.subarray(0, log.length - 5), Buffer.alloc(0)]) {
    writeFileSync(`${path}.journal`, bytes);
    const file = await openFarmFile(path, { write: true });
    withJournal(file, (journal) => expect(journal.events).toHaveLength(5));
    expect(file.notices.filter((notice) => notice.includes('set aside'))).toEqual([]);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('journal'))).toEqual([]);
  }
});

test('a log of a copy of the farm that went another way is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const logs: Buffer[] = [];
  for (const name of ['A', 'B']) {
    const path = join(folder, `${name}.farm`);
    const file = await createFarmFile(path, { farm: sampleFarm() });
    const journal = openJournal(file);
    journal.append(durable(`folded in ${name}`));
    journal.fold();
    journal.append(durable(`logged in ${name}`));
    file.close();
    logs.push(readFileSync(`${path}.journal`));
  }
  writeFileSync(join(folder, 'A.farm.journal'), logs[1] ?? '');
  expect((await refusal(join(folder, 'A.farm'))).message).toContain(
    'line 1: it does not have the checksum of the last event in the farm file',
  );
});

test('what was opened for reading leaves a torn or foreign log as it is', async () => {
  const { path, log } = await interrupted(3);
  for (const bytes of [log.subarray(0, log.length - 9), Buffer.from(log.toString().replaceAll('farm-1', 'farm-2'))]) {
    writeFileSync(`${path}.journal`, bytes.subarray(0, bytes.indexOf(0x0a) + 9));
    const before = readFileSync(`${path}.journal`);
    const file = await openFarmFile(path, { write: false });
    const journal = openJournal(file);
    expect(sentences(journal).slice(0, 2)).toEqual(['folded one', 'folded two']);
    journal.close();
    file.close();
    expect(readFileSync(`${path}.journal`).equals(before)).toBe(true);
    expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.journal', 'X.farm.last-good']);
  }
});
