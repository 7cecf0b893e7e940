import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Core } from '../api/core.ts';
import { createRouter } from '../api/handlers.ts';
import { compose, userHome } from '../compose.ts';
import { FarmError } from '../model/errors.ts';
import { hasDisplay, here } from './find-browser.ts';
import { openWindow } from './open-window.ts';
import { readOptions } from './options.ts';
import { startServer } from './start-server.ts';

/** Exit code of input that is not understood; cli.md has the list. */
const BAD_INPUT = 2;

const entries = dirname(fileURLToPath(import.meta.url));
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

async function start(): Promise<void> {
  const { open, port, farm } = readOptions(process.argv.slice(2));
  const core = new Core(compose(entries, {}, userHome()));
  // A file that cannot be opened is told before there is anything to end.
  const page = farm === undefined ? '/' : `/farm/${(await core.openFarm(resolve(farm), { write: true })).id}`;
  const pages = join(entries, '../pages');
  const server = await startServer({ router: createRouter(core), pages, ...(port === undefined ? {} : { port }) });
  const ends = [() => core.close().finally(() => server.close())];
  // Before the address is told: whoever knows it may already want the end.
  endOnSignal(ends);
  say(`Farmwright is open at ${server.newLink(page)} (works once). Press Ctrl+C to end.`);
  if (open && hasDisplay(here())) ends.push(openWindow((opened) => server.newLink(page, opened), say).close);
}

function endOnSignal(ends: (() => Promise<void>)[]): void {
  let ending = false;
  const end = async () => {
    if (ending) process.exit(1);
    ending = true;
    // Each is tried, whatever became of the others.
    const outcomes = await Promise.allSettled(ends.map((deed) => deed()));
    process.exitCode = outcomes.every(({ status }) => status === 'fulfilled') ? 0 : 1;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!ending) say('Ending practice farms …');
      void end();
    });
  // Who started this process was ended by force, and nobody may be there any more to read a word.
  process.once('disconnect', () => {
    if (!ending) void end();
  });
  process.channel?.unref();
}

try {
  await start();
} catch (error) {
  if (!(error instanceof FarmError)) throw error;
  process.stderr.write(`${error.message}\n${error.remedy}\n`);
  process.exitCode = BAD_INPUT;
}
