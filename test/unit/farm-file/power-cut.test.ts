import { expect, test } from 'vitest';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { type MemoryDisk, memoryDisk, type PowerCut } from './memory-disk.ts';
import { durable, light, sampleFarm } from './sample.ts';

const PATH = '/farms/X.farm';

interface Told {
  /** Events in the order they were appended. */
  appended: string[];
  /** How many of them were told to be on disk. */
  sure: number;
  /** Names of the farm: the last one that was told to be saved, and what may have come after. */
  names: string[];
}

/** A working day with a farm, until the disk fails; notes what was told to be done. */
async function day(disk: MemoryDisk, told: Told): Promise<void> {
  const file = await createFarmFile(PATH, { farm: sampleFarm('v0') }, disk);
  told.names = ['v0'];
  const journal = openJournal(file);
  const append = (sentence: string, isDurable: boolean) => {
    told.appended.push(sentence);
    journal.append(isDurable ? durable(sentence) : light(sentence));
    if (isDurable) told.sure = told.appended.length;
  };
  const save = (name: string) => {
    told.names.push(name);
    file.saveAnswers(sampleFarm(name));
    told.names = [name];
  };
  append('a', true);
  append('b', false);
  append('c', true);
  save('v1');
  append('d', false);
  journal.fold();
  append('e', true);
  save('v2');
  append('f', true);
  journal.fold();
  append('g', true);
  journal.close();
  told.sure = told.appended.length;
  file.close();
}

for (const how of ['nothing unsynced', 'names first', 'removals first'] as PowerCut[])
  test(`whenever the power is cut, what was told to be on disk is there (${how})`, async () => {
    for (let after = 0, finished = false; !finished; after++) {
      const disk = memoryDisk();
      const told: Told = { appended: [], sure: 0, names: [] };
      disk.failAfter(after);
      await day(disk, told).then(
        () => {
          finished = true;
        },
        () => {},
      );
      disk.cutPower(how);
      if (told.names.length === 0 && !disk.exists(PATH)) continue;
      const file = await openFarmFile(PATH, { write: true }, disk);
      expect(told.names.length === 0 ? ['v0'] : told.names, `after ${after}`).toContain(file.record.farm.name);
      const journal = openJournal(file);
      const found = journal.events.map(({ sentence }) => sentence);
      expect(found, `after ${after}`).toEqual(told.appended.slice(0, found.length));
      expect(found.length, `after ${after}`).toBeGreaterThanOrEqual(told.sure);
      expect(file.notices.filter((notice) => notice.includes('set aside'))).toEqual([]);
      journal.close();
      file.close();
      expect(disk.names().filter((name) => !name.endsWith('.last-good'))).toEqual([PATH]);
    }
  });
