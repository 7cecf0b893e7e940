import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Result } from '../../core/model/result.ts';
import { startCommandIn } from '../support/command-line.ts';
import { type FarmFileStand, farmFileStand, SECRETS } from '../support/farm-file-command.ts';
import { until } from '../support/until.ts';

let stand: FarmFileStand;
beforeAll(async () => {
  stand = await farmFileStand('name: Day one\nbalancer: bundled\npractice:\n  nodes: 2\n');
}, 180_000);
afterAll(() => stand?.end());

const json = async (...args: string[]) => {
  const run = await stand.run(...args, '--json');
  return { ...run, document: JSON.parse(run.stdout) };
};

describe('a farm file', () => {
  it('is planned before there is any host, and planning changes nothing', async () => {
    const before = readFileSync(stand.path);
    const { code, stdout } = await stand.run('plan', stand.path);
    expect(code).toBe(0);
    expect(stdout).toContain('1. Create the database and the service account’s login (DBA, on database)');
    expect(stdout).toContain('«password of the service account»');
    expect(readFileSync(stand.path).equals(before)).toBe(true);
    expect(readdirSync(stand.folder).sort()).toEqual(['answers.yaml', 'test.farm']);
  });

  it('waits for its secrets by name, with exit code 4', async () => {
    const bare = await json('run', stand.path);
    expect(bare.code).toBe(4);
    expect(bare.document).toMatchObject({
      schema: 'farmwright-error/1',
      error: { code: 'secrets.missing', field: 'serviceAccountPassword' },
    });
  });

  it('is carried out and proven in one command, and is one file afterwards', async () => {
    const { code, document, stderr } = await json('run', stand.path, '--secrets', '-');
    expect(code, stderr).toBe(0);
    expect(Result.parse(document)).toMatchObject({ overall: 'ready', faults: [] });
    expect(
      readdirSync(stand.folder)
        .filter((name) => name.startsWith('test.farm'))
        .sort(),
    ).toEqual(['test.farm', 'test.farm.last-good']);
    expect(stdoutAndFile(stand)).not.toContain(JSON.parse(SECRETS).serviceAccountPassword);
  }, 360_000);

  it('is run again without doing anything', async () => {
    const before = (await stand.log()).length;
    const again = await stand.run('run', stand.path, '--secrets', '-');
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).not.toContain(': changing ');
    expect((await stand.log()).length).toBe(before);
  }, 360_000);

  it('has nothing to resume after a whole run', async () => {
    const { code, document } = await json('resume', stand.path, '--secrets', '-');
    expect(code).toBe(2);
    expect(document.error).toMatchObject({ code: 'run.nothing-to-resume', message: 'The last run came to its end.' });
  });

  it('runs the steps of one page, or of one host, and the whole proof', async () => {
    const page = await stand.run('run', stand.path, '--page', 'ip-detection', '--secrets', '-');
    expect(page.stderr).toContain('The run begins: 1 steps.');
    expect(page.stdout).toMatch(/^Ready: \d+ questions on \d+ nodes/m);
    expect(page.stdout).toMatch(
      /Failover test: node-02 was stopped\. The balancer marked it down after [\d.]+ s .*\d+ of \d+ requests were lost\./,
    );
    const host = await stand.start('run', stand.path, '--host', 'node-02', '--secrets', '-');
    await until(() => host.stderr().includes('The run begins: 1 steps.'), {
      what: 'the step of one host is carried out',
    });
    host.process.kill('SIGINT');
    expect(await host.ended).toBe(3);
    const unknown = await json('run', stand.path, '--host', 'node-99', '--secrets', '-');
    expect(unknown.code).toBe(2);
    expect(unknown.document.error).toMatchObject({ code: 'input.unknown', field: 'host' });
  }, 360_000);

  it('is held by one Farmwright: the second is told who has it and since when', async () => {
    const first = await stand.start('verify', stand.path, '--secrets', '-');
    await until(() => existsSync(`${stand.path}.lock`), { what: 'the first has it' });
    const second = await json('verify', stand.path, '--secrets', '-');
    expect(second.code).toBe(2);
    expect(second.document.error.code).toBe('farm-file.in-use');
    expect(second.document.error.message).toMatch(new RegExp(`process ${first.process.pid}\\b.*since \\d{4}-`));
    expect((await stand.run('plan', stand.path)).code).toBe(0);
    first.process.kill('SIGINT');
    expect(await first.ended).toBe(3);
  }, 180_000);

  it('keeps a waiver, and still runs and shows its check', async () => {
    const waiver = ['--who', 'A. Person', '--why', 'no second | <b>node</b> until "March"', '--until', '2999-12-31'];
    expect((await json('waive', stand.path, '--check', 'nonsense', ...waiver)).document.error.field).toBe('check');
    const late = await json(
      'waive',
      stand.path,
      '--check',
      'bypass.closed',
      '--who',
      'A',
      '--why',
      'B',
      '--until',
      '2001-01-01',
    );
    expect(late.document.error).toMatchObject({ code: 'waiver.invalid', field: 'until' });
    const early = await json('waive', stand.path, '--check', 'bypass.closed', ...waiver);
    expect(early.document.error).toMatchObject({ code: 'waiver.invalid', field: 'check' });
    const world = await stand.world();
    await world.call('plant', { faults: ['bypass-open'] });
    world.close();
    expect((await stand.run('verify', stand.path, '--secrets', '-')).code).toBe(1);
    // What is planted stands in the settings of a node, so that it differs from the plan, too.
    for (const check of ['bypass.closed', 'plan.in-place'])
      expect((await stand.run('waive', stand.path, '--check', check, ...waiver)).code).toBe(0);
    const { code, document } = await json('verify', stand.path, '--secrets', '-');
    expect(code).toBe(0);
    expect(document.overall).toBe('ready with warnings');
    const open = (document as Result).checks.filter(({ verdict }) => verdict === 'fail');
    expect(open.map(({ id, waiver: kept }) => [id, kept?.who, kept?.until])).toEqual([
      ['plan.in-place', 'A. Person', '2999-12-31'],
      ['bypass.closed', 'A. Person', '2999-12-31'],
    ]);
  }, 180_000);

  it('gives the same runbook twice, in both forms, with the report and the waiver', async () => {
    for (const format of ['md', 'html']) {
      const out = join(stand.folder, `runbook.${format}`);
      const again = join(stand.folder, `again.${format}`);
      for (const path of [out, again])
        expect((await stand.run('runbook', stand.path, '--format', format, '--out', path)).code).toBe(0);
      const text = readFileSync(out, 'utf8');
      expect(readFileSync(again, 'utf8')).toBe(text);
      expect(text).toContain('A. Person');
      expect(text).not.toContain('<b>node</b>');
      expect(text).toMatch(/Verified at \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} [+-]\d{2}:\d{2} by \S+ on /);
      expect(text).not.toContain(JSON.parse(SECRETS).serviceAccountPassword);
    }
  });

  it.each(['', '.last-good', '.journal', '.lock'])('is never overwritten by its own runbook: “%s”', async (ending) => {
    const before = readFileSync(stand.path);
    const { code, document } = await json('runbook', stand.path, '--format', 'md', '--out', `${stand.path}${ending}`);
    expect(code).toBe(2);
    expect(document.error).toMatchObject({ code: 'input.invalid', field: 'out' });
    expect(readFileSync(stand.path).equals(before)).toBe(true);
  });

  it('that was cut off is no proof: no earlier verdict is printed, and the runbook says that it is out of date', async () => {
    const run = await stand.start('run', stand.path, '--json', '--secrets', '-');
    await until(() => run.stderr().includes('The run begins'), { what: 'the run is under way' });
    run.process.kill('SIGHUP');
    expect(await run.ended).toBe(3);
    expect(JSON.parse(run.stdout())).toMatchObject({ schema: 'farmwright-error/1' });
    const out = join(stand.folder, 'cut-off.md');
    expect((await stand.run('runbook', stand.path, '--format', 'md', '--out', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('This verdict is out of date.');
  }, 180_000);

  it('with a wrong password sends nothing and changes nothing; the login gets another one only where that is asked for', async () => {
    const other = JSON.stringify({ serviceAccountPassword: 'another password for tests' });
    const withOther = async (...args: string[]) => {
      const command = await startCommandIn(stand.folder, [...args, '--secrets', '-'], other);
      return { code: await command.ended, stdout: command.stdout(), stderr: command.stderr() };
    };
    const before = await stand.log();
    const verified = await withOther('verify', stand.path);
    expect(verified.code, verified.stderr).toBe(2);
    expect(verified.stderr).toContain('Wrong password: svc-practice cannot sign in to the database with it.');
    const ran = await withOther('run', stand.path);
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toContain('The login svc-practice exists already');
    expect(`${verified.stderr} ${ran.stderr}`).not.toContain('Stopping');
    expect(await stand.log()).toEqual(before);
    const asked = await withOther('run', stand.path, '--change-password', 'serviceAccountPassword');
    expect(asked.code, asked.stderr).toBe(0);
    expect(asked.stdout).toMatch(/^Ready: \d+ questions on \d+ nodes/m);
  }, 540_000);
});

describe('answers', () => {
  const make = async (text: string) => {
    const path = join(stand.folder, 'wrong.yaml');
    writeFileSync(path, text);
    return await json('new', join(stand.folder, 'wrong.farm'), '--profile', 'sample', '--answers', path);
  };

  it.each([
    ['practice:\n  nodes: 1\n', 'practice.nodes', 2],
    ['name: x\npractice: {}\nbalancer: nginx\n', 'balancer', 3],
    ['practice: {}\nnode: 3\n', 'node', 2],
    ['name: x\nname: y\npractice: {}\n', 'answers', 2],
    ['practice: {\n', 'answers', 2],
    ['a: &x [1]\nb: *x\n', 'answers', null],
    ['- 1\n', null, 1],
    ['hostName: 10.0.0.1\nserviceAccount: svc\n', 'name', 1],
  ])('%j are refused with field and line', async (text, field, line) => {
    const { code, document } = await make(text);
    expect(code).toBe(2);
    expect(document.error.field).toBe(field);
    if (line !== null) expect(document.error.at).toMatch(new RegExp(`wrong\\.yaml:${line}\\b`));
    expect(document.error.remedy).not.toBe('');
    expect(existsSync(join(stand.folder, 'wrong.farm'))).toBe(false);
  });

  it('are described by a JSON Schema', async () => {
    const { code, document } = await json('schema', 'sample');
    expect(code).toBe(0);
    expect(document.anyOf).toHaveLength(2);
    expect(Object.keys(document.anyOf[0].properties)).toEqual([
      'name',
      'balancer',
      'persistence',
      'settings',
      'practice',
    ]);
    expect(Object.keys(document.anyOf[1].properties)).toEqual(
      expect.arrayContaining(['hosts', 'services', 'hops', 'settings']),
    );
    expect((await json('schema')).document).toEqual(document);
    expect((await stand.run('schema', 'nonsense')).code).toBe(2);
  });

  it('never take the place of a farm file', async () => {
    const { code, document } = await json('new', stand.path, '--profile', 'sample');
    expect(code).toBe(2);
    expect(document.error.code).toBe('farm-file.exists');
  });
});

function stdoutAndFile({ path }: FarmFileStand): string {
  return readFileSync(path, 'latin1');
}
