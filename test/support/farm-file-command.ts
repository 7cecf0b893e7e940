import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent } from '../../core/model/event.ts';
import { attachWorld, type LogEntry, type WorldClient } from '../../core/practice/client.ts';
import { type CommandRun, startCommandIn } from './command-line.ts';
import { commandLineEntry } from './practice-entries.ts';

export const SECRETS = JSON.stringify({ serviceAccountPassword: 'a password for tests only' });

/** A farm file in a folder of its own, which is also where its practice world stands. */
export interface FarmFileStand {
  folder: string;
  path: string;
  /** Starts `farmwright` in this folder; secrets are on its standard input. */
  start(...args: string[]): Promise<CommandRun>;
  /** Runs it to its end. */
  run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** The journal's lines on disk at this moment. */
  lines(): JournalEvent[];
  /** The world that stands for this farm. */
  world(): Promise<WorldClient>;
  /** What the world says was done in it. */
  log(): Promise<LogEntry[]>;
  end(): Promise<void>;
}

/** @param answers YAML */
export async function farmFileStand(answers: string): Promise<FarmFileStand> {
  await commandLineEntry();
  const folder = mkdtempSync(join(tmpdir(), 'fw-farm-'));
  const path = join(folder, 'test.farm');
  const start = (...args: string[]) => startCommandIn(folder, args, SECRETS);
  const run = async (...args: string[]) => {
    const command = await start(...args);
    const code = await command.ended;
    return { code, stdout: command.stdout(), stderr: command.stderr() };
  };
  const world = async () => attachWorld(worldFolder(folder));
  writeFileSync(join(folder, 'answers.yaml'), answers);
  const made = await run('new', path, '--profile', 'sample', '--answers', join(folder, 'answers.yaml'));
  if (made.code !== 0) throw new Error(made.stderr);
  return {
    folder,
    path,
    start,
    run,
    lines: () => linesOf(`${path}.journal`),
    world,
    log: async () => {
      const client = await world();
      try {
        return (await client.call('log', {})) as LogEntry[];
      } finally {
        client.close();
      }
    },
    end: async () => {
      const client = await world().catch(() => null);
      await client?.tearDown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function worldFolder(folder: string): string {
  const name = readdirSync(folder).find((entry) => entry.startsWith('farmwright-practice-'));
  if (name === undefined) throw new Error('no practice world stands in this folder');
  return join(folder, name);
}

/** The last line may be half written just now. */
function linesOf(path: string): JournalEvent[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEvent);
}
