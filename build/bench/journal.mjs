import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from '../setup.mjs';
import { bundledParts } from './bundled-parts.mjs';

const EVENTS = 100_000;
const WARM_UP = 2000;
const MEASURED = 1000;
const BLOCK = 50;
/** A step writes its `step.applying` and about as many other events, which follow it to disk. */
const DURABLE_EVERY = 10;
const GOAL = 1.2;

await setUp();
const folder = mkdtempSync(join(tmpdir(), 'farmwright-bench-'));
try {
  const { createFarmFile, openJournal } = await bundledParts(folder, {
    'farm-file': 'core/farm-file/open-farm-file.ts',
    journal: 'core/journal/open-journal.ts',
  });
  const [full, young] = await Promise.all(
    ['full', 'young'].map(async (name) => {
      const file = await createFarmFile(join(folder, `${name}.farm`), { farm: farm(name) });
      return { file, journal: openJournal(file) };
    }),
  );
  // Both journals warm up alike; then the one grows, and the other stays where its first events after warm-up are next.
  for (const { journal } of [full, young]) append(journal, WARM_UP);
  const started = performance.now();
  append(full.journal, EVENTS - WARM_UP - MEASURED);
  const growing = performance.now() - started;
  const times = { first: [], last: [] };
  // Turn by turn, so that what else the machine and its disk do falls on both alike.
  for (let block = 0; block < MEASURED / BLOCK; block++)
    for (const [list, { journal }] of block % 2 === 0 ? order(times, young, full) : order(times, young, full).reverse())
      list.push(perEvent(journal));
  const events = full.journal.events.length;
  const foldStarted = performance.now();
  full.journal.close();
  const folding = performance.now() - foldStarted;
  young.journal.close();
  for (const { file } of [full, young]) file.close();
  report({ times, events, growing, folding });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function order(times, young, full) {
  return [
    [times.first, young],
    [times.last, full],
  ];
}

/** Microseconds for one event, over a block. */
function perEvent(journal) {
  const started = performance.now();
  append(journal, BLOCK);
  return ((performance.now() - started) * 1000) / BLOCK;
}

function append(journal, count) {
  for (let index = 0; index < count; index++)
    journal.append({
      host: 'node-01',
      page: 'first-node',
      sentence: `Event ${index} of the bench, about as long as they usually are.`,
      technical: 'file application.json 644 bytes',
      body:
        index % DURABLE_EVERY === 0
          ? { type: 'step.applying', step: 'first-node.files', inputs: '0123456789abcdef' }
          : { type: 'action.done', step: 'first-node.files', action: index, outcome: 'performed' },
    });
}

function report({ times, events, growing, folding }) {
  const row = (list) =>
    [median(list), Math.min(...list), Math.max(...list)].map((value) => value.toFixed(0)).join(' | ');
  const today = new Date().toISOString().slice(0, 10);
  const ratio = median(times.last) / median(times.first);
  process.stdout.write(
    `\`npm run bench:journal\`, ${today}, ${availableParallelism()} cores, Node ${process.version}, ${events} events, every ${DURABLE_EVERY}th durable, blocks of ${BLOCK}:\n\n`,
  );
  process.stdout.write('| µs per event | median | least | most |\n|---|---|---|---|\n');
  process.stdout.write(`| first ${MEASURED} after warm-up, in a farm of its own | ${row(times.first)} |\n`);
  process.stdout.write(`| last ${MEASURED} | ${row(times.last)} |\n`);
  process.stdout.write(
    `\nThe last cost ${ratio.toFixed(2)} of the first; the goal is below ${GOAL}. All took ${(growing / 1000).toFixed(1)} s, folding them ${(folding / 1000).toFixed(2)} s.\n`,
  );
  process.exitCode = ratio < GOAL ? 0 : 1;
}

/** The farm file and the journal as they are shipped. */
function host(name, role, address) {
  return { name, role, addresses: [address], reach: { by: 'person', who: 'A. Person' } };
}

/** Answers of a small farm. */
function farm(id) {
  return {
    id,
    name: id,
    profile: 'sample',
    balancer: 'bundled',
    hostName: 'app.example.org',
    serviceAccount: 'svc-app',
    database: {
      engine: 'sqlite',
      port: 5432,
      hostName: 'db.example.org',
      name: 'app',
      administrator: 'administrator',
    },
    hosts: [
      host('node-01', 'node', '192.0.2.11'),
      host('node-02', 'node', '192.0.2.12'),
      host('balancer', 'balancer', '192.0.2.21'),
      host('database', 'database', '192.0.2.5'),
    ],
    services: [{ name: 'web', kind: 'https', address: '192.0.2.20', port: 443, nodePort: 443 }],
    hops: [{ name: 'balancer', presentsAs: ['192.0.2.21'], headerPolicy: 'replace' }],
    wizardAddress: '192.0.2.30',
    clientAddresses: ['192.0.2.40'],
    settle: { times: 3, intervalMs: 100, limitMs: 30_000 },
    healthCheck: { intervalMs: 250, timeoutMs: 1000, fall: 2, rise: 2 },
  };
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}
