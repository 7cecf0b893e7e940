import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FarmFile } from '../../../core/farm-file/farm-file.ts';
import type { Journal } from '../../../core/journal/journal.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import type { NewEvent } from '../../../core/model/event.ts';
import { Farm } from '../../../core/model/farm.ts';
import { farmHosts } from '../../support/farm-hosts.ts';

/** Answers of a farm; two of them differ by their name. */
export function sampleFarm(name = 'Sample', id = 'farm-1'): Farm {
  return Farm.parse({
    id,
    name,
    profile: 'sample-profile',
    balancer: 'sample-balancer',
    hostName: 'app.example.org',
    serviceAccount: 'svc-app',
    database: {
      engine: 'sqlite',
      port: 5432,
      hostName: 'db.example.org',
      name: 'app',
      administrator: 'administrator',
    },
    hosts: farmHosts(
      [
        { name: 'node-01', address: '192.0.2.11', port: 443 },
        { name: 'node-02', address: '192.0.2.12', port: 443 },
      ],
      { services: ['web'], balancer: '192.0.2.21', database: '192.0.2.5', reach: { by: 'person', who: 'A. Person' } },
    ),
    services: [{ name: 'web', kind: 'https', address: '192.0.2.20', port: 443, nodePort: 443 }],
    hops: [{ name: 'balancer', presentsAs: ['192.0.2.21'], headerPolicy: 'replace' }],
    wizardAddress: '192.0.2.30',
    clientAddresses: ['192.0.2.40'],
    settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
    healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
  });
}

/** A path for a farm file in a folder of its own that goes when the test ends. */
export function freshPath(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'farmwright-file-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'X.farm');
}

/** An event that is on disk when `append` returns. */
export const durable = (sentence: string): NewEvent => ({
  sentence,
  body: { type: 'step.applying', step: sentence, inputs: '0' },
});

/** An event that follows the next durable one to disk. */
export const light = (sentence: string): NewEvent => ({ sentence, body: { type: 'exchange' } });

export const sentences = (journal: Journal) => journal.events.map(({ sentence }) => sentence);

/** Opens the journal, hands it over, and closes both. */
export function withJournal<T>(file: FarmFile, use: (journal: Journal) => T): T {
  try {
    const journal = openJournal(file);
    try {
      return use(journal);
    } finally {
      journal.close();
    }
  } finally {
    file.close();
  }
}
