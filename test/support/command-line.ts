import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLineEntry } from './practice-entries.ts';

/** The real command line in a process of its own, with a temporary folder of its own. */
export interface CommandRun {
  process: ChildProcess;
  /** Where its practice farms keep their files. */
  folder: string;
  stdout(): string;
  stderr(): string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
}

/** Starts `farmwright` with these arguments; `input` goes to its standard input. */
export async function startCommand(args: string[], input = ''): Promise<CommandRun> {
  return await startCommandIn(mkdtempSync(join(tmpdir(), 'farmwright-test-')), args, input);
}

/** The same, with practice farms in a folder that is there already. */
export async function startCommandIn(folder: string, args: string[], input = ''): Promise<CommandRun> {
  const child = spawn(process.execPath, [await commandLineEntry(), ...args], {
    stdio: 'pipe',
    env: { ...process.env, TMPDIR: folder },
  });
  const chunks = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    chunks.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    chunks.stderr += text;
  });
  child.stdin.end(input);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, folder, stdout: () => chunks.stdout, stderr: () => chunks.stderr, ended };
}

/** Runs a command to its end. */
export async function runCommand(args: string[], input = '') {
  const run = await startCommand(args, input);
  const code = await run.ended;
  const left = readdirSync(run.folder);
  rmSync(run.folder, { recursive: true, force: true });
  return { code, stdout: run.stdout(), stderr: run.stderr(), left };
}
