import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { FarmFile } from '../../../core/farm-file/farm-file.ts';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import type { Journal } from '../../../core/journal/journal.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { abandonLock } from './dead-owner.ts';
import { type DyingDisk, dyingDisk } from './failing-disk.ts';
import { durable, freshPath, light, sampleFarm } from './sample.ts';

const BEFORE = ['a', 'b', 'c'];

interface Opened {
  file: FarmFile;
  journal: Journal;
  disk: DyingDisk;
  /** Sentences of events for which `append` returned. */
  kept: string[];
}

/** A farm with folded and unfolded events, open on a disk that can die. */
async function standing(path: string, disk: DyingDisk): Promise<Opened> {
  const file = await createFarmFile(path, { farm: sampleFarm('Old') }, disk);
  const journal = openJournal(file);
  const kept: string[] = [];
  for (const sentence of BEFORE) {
    journal.append(sentence === 'b' ? light(sentence) : durable(sentence));
    kept.push(sentence);
    if (sentence === 'a') journal.fold();
  }
  return { file, journal, disk, kept };
}

/** Appends, and notes what returned. */
function append({ journal, kept }: Opened, sentence: string): void {
  journal.append(durable(sentence));
  kept.push(sentence);
}

/** Everything that is done to a farm file while it is open, each told apart in the failures. */
const DEEDS: Record<string, (opened: Opened) => void> = {
  'a save': ({ file }) => file.saveAnswers(sampleFarm('New')),
  'a fold': ({ journal }) => journal.fold(),
  'an append': (opened) => append(opened, 'd'),
  'a fold and an append': (opened) => {
    opened.journal.fold();
    append(opened, 'd');
    append(opened, 'e');
  },
  'appends, a save, a fold and closing': (opened) => {
    append(opened, 'd');
    opened.file.saveAnswers(sampleFarm('New'));
    opened.journal.fold();
    append(opened, 'e');
    opened.journal.close();
    opened.file.close();
  },
};

/** What a person finds after a crash: it opens, is the old or the new, holds each event once, and goes on. */
async function examine(path: string, kept: string[]): Promise<void> {
  const file = await openFarmFile(path, { write: true });
  const journal = openJournal(file);
  expect(['Old', 'New']).toContain(file.record.farm.name);
  const found = journal.events.map(({ sentence }) => sentence);
  // The event that was being written may be there or not; it never returned.
  expect([kept, [...kept, 'd'], [...kept, 'e']]).toContainEqual(found);
  expect(journal.events.map(({ seq }) => seq)).toEqual(found.map((_, index) => index + 1));
  expect(file.notices.filter((notice) => notice.includes('set aside'))).toEqual([]);
  journal.append(durable('after'));
  journal.close();
  file.close();
  const again = await openFarmFile(path, { write: false });
  expect(openJournal(again).events.map(({ sentence }) => sentence)).toEqual([...found, 'after']);
  again.close();
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good']);
}

for (const [name, deed] of Object.entries(DEEDS))
  test(`a process that dies at any moment of ${name} loses nothing and doubles nothing`, async () => {
    let moments = 0;
    for (let after = 0; ; after++) {
      const path = freshPath();
      const opened = await standing(path, dyingDisk());
      opened.disk.dieAfter(after);
      try {
        deed(opened);
      } catch {
        // It died; what it would have done next does not happen.
      }
      if (!opened.disk.dead) {
        opened.disk.dieAfter(0);
        moments = after;
      }
      // The lock of a dead process, as the next one finds it.
      abandonLock(path);
      await examine(path, opened.kept);
      if (moments > 0) break;
    }
    expect(moments).toBeGreaterThan(2);
  });

test('a process that dies at any moment of making or opening a farm leaves a farm or nothing', async () => {
  for (let after = 0, done = false; !done; after++) {
    const path = freshPath();
    const disk = dyingDisk();
    disk.dieAfter(after);
    try {
      const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
      done = !disk.dead;
      disk.dieAfter(0);
      expect(file.record.farm.name).toBe('Sample');
    } catch {
      // It died while it made the file.
    }
    abandonLock(path);
    const opening = dyingDisk();
    opening.dieAfter(after);
    await openFarmFile(path, { write: true }, opening).catch(() => {});
    abandonLock(path);
    const there = readdirSync(dirname(path)).includes('X.farm');
    const file = there ? await openFarmFile(path, { write: true }) : await createFarmFile(path, { farm: sampleFarm() });
    expect(file.record.farm.name).toBe('Sample');
    file.close();
    expect(readdirSync(dirname(path))).toEqual(['X.farm']);
  }
});
