import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../core/cli/command-line.ts';
import { compose } from '../../../core/compose.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { SERVICE_ACCOUNT_PASSWORD } from '../../../core/model/hosts.ts';
import type { Parts } from '../../../core/session/parts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-cli-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Hosts that fail in this way when they are reached. */
function failing(error: Error): Parts {
  const fail = () => Promise.reject(error);
  return { ...compose('/no/entries'), sites: sitesWith({ attach: fail, start: fail }) };
}

function givenOnStdin(secrets: Record<string, string>): typeof process.stdin {
  return Readable.from([JSON.stringify(secrets)]) as typeof process.stdin;
}

it.each([
  ['a fault of ours', new Error('a null where none should be'), 70, 'internal'],
  [
    'an expected failure',
    new FarmError({ code: 'practice.not-created', message: 'No.', remedy: 'Do.' }),
    2,
    'practice.not-created',
  ],
])('%s ends a run with its own exit code', async (_name, error, wished, code) => {
  const path = join(folder, 'x.farm');
  expect(await runCommandLine(['new', path, '--profile', 'sample'], compose('/no/entries'))).toBe(0);
  printed = '';
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(givenOnStdin({ [SERVICE_ACCOUNT_PASSWORD]: 'Secret-1' }));
  expect(await runCommandLine(['run', path, '--json', '--secrets', '-'], failing(error))).toBe(wished);
  expect(JSON.parse(printed)).toMatchObject({ schema: 'farmwright-error/1', error: { code } });
});

/** A farm file of hosts that are set up by hand. @param from where its requests are sent from */
async function byHand(from: string): Promise<string> {
  const path = join(folder, 'x.farm');
  const answers = join(folder, 'answers.json');
  writeFileSync(
    answers,
    JSON.stringify({
      name: 'Real farm',
      balancer: 'haproxy',
      hostName: 'farm.example.com',
      serviceAccount: 'svc-farm',
      database: {
        engine: 'sqlite',
        host: '192.0.2.3',
        port: 5000,
        hostName: 'database.example.com',
        name: 'farm',
        administrator: 'administrator',
      },
      nodes: [1, 2].map((number) => ({ name: `web-0${number}`, address: `192.0.2.1${number}`, port: 443 })),
      services: ['web', 'api'].map((name, index) => ({ name, address: '192.0.2.4', port: 443 + index })),
      hops: [{ name: 'balancer', presentsAs: '192.0.2.5', headerPolicy: 'replace' }],
      wizardAddress: from,
      clientAddresses: ['127.0.0.1'],
    }),
  );
  const args = ['new', path, '--profile', 'sample', '--answers', answers];
  expect(await runCommandLine(args, compose('/no/entries'))).toBe(0);
  printed = '';
  return path;
}

it('requests from an address that another computer has are refused before anything is done', async () => {
  expect(await runCommandLine(['run', await byHand('192.0.2.6'), '--json'], compose('/no/entries'))).toBe(2);
  const { error } = JSON.parse(printed);
  expect(error).toMatchObject({ code: 'vantage.address-not-here', field: 'wizardAddress' });
  expect(error.message).toContain('192.0.2.6');
});

it('hosts that are set up by hand wait for the operator, with exit code 4', async () => {
  expect(await runCommandLine(['run', await byHand('127.0.0.1'), '--json'], compose('/no/entries'))).toBe(4);
  expect(JSON.parse(printed)).toMatchObject({
    schema: 'farmwright-waiting/1',
    waiting: [{ id: 'database.prepare' }, { id: 'database.tables' }],
  });
});
