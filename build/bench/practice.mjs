import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setUp } from '../setup.mjs';

const RUNS = 5;

await setUp();
const { bundleCore } = await import('../bundle.mjs');
const cli = join(await bundleCore(), 'cli.mjs');
const times = { bundled: [], haproxy: [] };
// Turn by turn, so that what else the machine does falls on both alike.
for (let run = 0; run < RUNS; run++) for (const balancer of Object.keys(times)) times[balancer].push(seconds(balancer));

const row = (list) => [median(list), Math.min(...list), Math.max(...list)].map((value) => value.toFixed(2)).join(' | ');
const today = new Date().toISOString().slice(0, 10);
process.stdout.write(
  `\`npm run bench:practice\`, ${today}, ${availableParallelism()} cores, Node ${process.version}, ${RUNS} new processes each, three nodes:\n\n`,
);
process.stdout.write('| balancer | median s | least s | most s |\n|---|---|---|---|\n');
for (const [balancer, list] of Object.entries(times)) process.stdout.write(`| ${balancer} | ${row(list)} |\n`);
const ratio = median(times.haproxy) / median(times.bundled);
process.stdout.write(`\nhaproxy takes ${ratio.toFixed(2)} of bundled.\n`);

/** Seconds from the start of a new process to its end, its farm proven and taken down. */
function seconds(balancer) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, 'practice', '--json', '--balancer', balancer], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`practice behind ${balancer} ended with ${status}: ${stderr.slice(-500)}`);
  return (performance.now() - started) / 1000;
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}
