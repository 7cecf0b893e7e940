import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../core/cli/command-line.ts';
import { compose } from '../../../core/compose.ts';

let folder: string;
let path: string;
let out: string;
let err: string;

/** Runs a command on the farm. @returns its exit code, and what it printed */
async function run(command: string, ...more: string[]) {
  out = '';
  err = '';
  const code = await runCommandLine([command, path, ...more], compose('/no/entries'));
  return { code, out, err };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-people-'));
  path = join(folder, 'shop.farm');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const answers = join(folder, 'answers.yaml');
  const example = readFileSync('docs/own-servers.yaml', 'utf8');
  writeFileSync(answers, example.replaceAll(/192\.0\.2\.3[01]/g, '127.0.0.1'));
  await run('new', '--answers', answers);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('a run that waits for people says which commands come next', async () => {
  const { code, out: text } = await run('run');
  expect(code).toBe(4);
  expect(text).toContain(`farmwright waiting ${path} --who DBA --pack md --out dba.md\n`);
  expect(text).toContain(`farmwright hand-in ${path} --pack dba.md\n`);
  expect(text).toContain(`farmwright resume ${path}\n`);
});

it('a name that nobody has is refused with the names there are; somebody without open items has none', async () => {
  await run('run');
  expect(await run('waiting', '--who', 'dba')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Nobody is called “dba” in this farm.\nUse one of: Web team, Network team, DBA.'),
  });
  expect(await run('waiting', '--who', 'Web team')).toMatchObject({ code: 0, out: 'No open items.\n' });
});

it('a document has the names of those who fill it in; one item by itself needs a name', async () => {
  await run('run');
  const pack = join(folder, 'dba.md');
  await run('waiting', '--who', 'DBA', '--pack', 'md', '--out', pack);
  const filled = readFileSync(pack, 'utf8')
    .replace('Outcome, done or failed:', 'Outcome, done or failed: done')
    .replace('Answer, below this line:', 'Answer, below this line:\n1 | 1 | 1');
  writeFileSync(pack, filled);
  expect(await run('hand-in', '--pack', pack)).toMatchObject({
    code: 2,
    err: expect.stringContaining('database.prepare: No name stands behind “Handed in by”.'),
  });
  writeFileSync(pack, filled.replace('Handed in by:', 'Handed in by: Ada'));
  expect(await run('hand-in', '--pack', pack)).toMatchObject({
    code: 4,
    err: expect.stringContaining('database.prepare: handed in.'),
  });
  expect((await run('hand-in', '--step', 'database.tables')).err).toContain('--who is missing.');
  const again = await run('hand-in', '--step', 'database.prepare', '--who', 'Ada');
  expect(again.err).toContain('“database.prepare” was handed in already, by Ada.');
  expect((await run('hand-in', '--pack', join(folder, 'no.md'))).err).toContain(
    'cannot be read: there is no such file or folder.',
  );
});

it('a report of an item stands apart from its title', async () => {
  await run('run');
  await run('hand-in', '--step', 'database.prepare', '--failed', '--who', 'Ada');
  expect((await run('waiting')).out).toContain('login. Reported by Ada: it failed\n');
});

it('an option that is missing is named, with the help of its command; a failure is told once', async () => {
  expect((await run('waive')).err).toContain(
    'The option --check <id> is missing.\nRun farmwright waive --help to list its options.',
  );
  path = join(folder, 'practice.farm');
  await run('new');
  expect((await run('run')).err.match(/serviceAccountPassword\./g)).toHaveLength(1);
});
