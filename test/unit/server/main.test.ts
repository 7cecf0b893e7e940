import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { practiceEntries } from '../../support/practice-entries.ts';
import { until } from '../../support/until.ts';

let folder: string;
const running: ChildProcess[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'farmwright-main-'));
  cpSync(await practiceEntries(), join(folder, 'core'), { recursive: true });
  mkdirSync(join(folder, 'pages'));
  mkdirSync(join(folder, 'temporary'));
  writeFileSync(join(folder, 'pages/index.html'), '<!doctype html><title>the pages</title>');
});
afterEach(async () => {
  for (const child of running.splice(0))
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built shell, as `npm start` runs it. */
function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(folder, 'core/server.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, TMPDIR: join(folder, 'temporary'), ...env },
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const link = () =>
    until(() => /http:\/\/\S+/.exec(said.stdout)?.[0], { limitMs: 20_000, what: 'it tells its address' });
  return { child, said, exit, link };
}

describe('the browser shell', () => {
  it.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('tells its address in one line, serves the pages, ends on %s', async (signal) => {
    const shell = start(['--no-open']);
    const link = await shell.link();
    expect(shell.said.stdout).toMatch(/^Farmwright is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43} .*\n$/);
    const opened = await fetch(link);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    expect(await page.text()).toContain('the pages');
    shell.child.kill(signal);
    expect(await shell.exit).toBe(0);
    expect(shell.said.stderr).toBe('');
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });

  it('opens no window without a display, and none in a build', async () => {
    for (const env of [{}, { DISPLAY: ':99', CI: 'true' }]) {
      const shell = start([], env);
      await shell.link();
      expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
      shell.child.kill('SIGTERM');
      expect(await shell.exit).toBe(0);
    }
  });

  it('listens at the port it is given', async () => {
    const port = await freePort();
    const shell = start(['--no-open', '--port', String(port)]);
    expect(new URL(await shell.link()).port).toBe(String(port));
  });

  it('says in a sentence that the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const shell = start(['--no-open', '--port', String(port)]);
    expect(await shell.exit).toBe(2);
    expect(shell.said.stderr).toBe(
      `Port ${port} is already in use.\nChoose another port, or leave out --port to use any free port.\n`,
    );
    taken.close();
  });

  it('shows the farm file it is given first, opened once, and leaves it closed', async () => {
    const file = join(folder, 'web.farm');
    const made = spawn(process.execPath, [join(folder, 'core/cli.mjs'), 'new', file, '--profile', 'sample']);
    expect(await once(made, 'close')).toEqual([0, null]);
    const shell = start(['--no-open', file]);
    const link = await shell.link();
    expect(new URL(link).pathname).toMatch(/^\/farm\/[a-f0-9-]+$/);
    const opened = await fetch(link);
    expect(await opened.text()).toContain(`content="0;url=${new URL(link).pathname}"`);
    shell.child.kill('SIGTERM');
    expect(await shell.exit).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('web.farm'))).toEqual(['web.farm']);
  });

  it.each([[['--port', 'web']], [['--nonsense']], [['farm.farm']]])('refuses %j without a stack', async (args) => {
    const shell = start(args);
    expect(await shell.exit).toBe(2);
    expect(shell.said.stdout).toBe('');
    expect(shell.said.stderr).toMatch(/^.+\n.+\n$/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
