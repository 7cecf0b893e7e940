import { copyFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderConfiguration } from '../../core/balancers/haproxy/render-configuration.ts';
import type { BalancerModel } from '../../core/model/balancer.ts';
import { FarmError } from '../../core/model/errors.ts';
import { balancerService } from '../support/balancer-service.ts';
import {
  acceptance,
  HOST,
  haproxyFolder,
  haproxyModel,
  removeAuthority,
  SOURCE,
  startHaproxyStand,
  theIdentity,
} from '../support/haproxy-stand.ts';

// What a real HAProxy takes for a configuration, and that it reads out of ours what was written into it.
const NODES = [
  { name: 'node-1', address: '127.0.0.1', port: 8001 },
  { name: 'node-2', address: '127.0.0.1', port: 8002 },
];
let folder: string;

beforeAll(async () => {
  folder = await haproxyFolder();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await removeAuthority();
});

const rendered = (more: Partial<BalancerModel> = {}) => renderConfiguration(haproxyModel(NODES, more));
const service = balancerService({ name: 'web', address: '127.0.0.1', port: 443, hostName: HOST, nodes: NODES });
const kept = { ...service, persistence: 'source' as const };
const NODES_V6 = NODES.map((node) => ({ ...node, address: 'fd00::21' }));

describe('is accepted', () => {
  it.each([
    ['at the edge', rendered()],
    ['behind a device', rendered({ headerPolicy: 'append', headerFrom: [SOURCE, 'fd00::1'] })],
    ['with persistence', rendered({ services: [kept] })],
    ['IPv6 service before IPv4 nodes', rendered({ services: [{ ...service, address: 'fd00::5' }] })],
    ['IPv6', rendered({ sourceAddress: 'fd00::4', services: [{ ...service, address: 'fd00::5', nodes: NODES_V6 }] })],
    ['with CRLF', rendered().replaceAll('\n', '\r\n')],
  ])('%s', async (_what, text) => {
    expect(await acceptance(folder, text)).toEqual({
      accepted: true,
      said: expect.not.stringMatching(/ALERT|WARNING/),
    });
  });

  it('with 100 nodes, persistence and seven hops in front', async () => {
    const nodes = Array.from({ length: 100 }, (_, index) => ({
      name: `node-${index}`,
      address: '127.0.0.1',
      port: index + 1,
    }));
    const hops = Array.from({ length: 7 }, (_, index) => `10.0.0.${index + 1}`);
    const text = rendered({ services: [{ ...kept, nodes }], headerFrom: hops });
    expect((await acceptance(folder, text)).accepted).toBe(true);
  });
});

describe('is refused', () => {
  it.each([
    ['with a BOM', `\uFEFF${rendered()}`, "unknown keyword '\uFEFFglobal' out of section"],
    ['without its final newline', rendered().slice(0, -1), 'Missing LF on last line'],
    [
      'verify required without an authority',
      rendered().replaceAll(' ca-file authority.pem', ''),
      'verify is enabled by default but no CA file specified',
    ],
    [
      'IPv6 source without brackets',
      rendered({ sourceAddress: 'fd00::4', services: [{ ...service, nodes: NODES_V6 }] }).replace(
        '[fd00::4]',
        'fd00::4',
      ),
      "invalid address: 'fd00:' in 'fd00::4'",
    ],
  ])('%s', async (_what, text, why) => {
    expect(await acceptance(folder, text)).toEqual({ accepted: false, said: expect.stringContaining(why) });
  });

  it('a certificate without its key', async () => {
    await writeFile(join(folder, 'keyless.pem'), (await theIdentity()).certificate);
    const text = rendered({ files: { ...haproxyModel(NODES).files, certificateAndKey: 'keyless.pem' } });
    expect(await acceptance(folder, text)).toEqual({
      accepted: false,
      said: expect.stringContaining("No Private Key found in 'keyless.pem.key'"),
    });
  });
});

describe('hostile values', () => {
  const PIECES = [
    ' ',
    '\t',
    "'",
    '"',
    '#',
    '\\',
    '%',
    '%[src]',
    '$',
    '$HOME',
    '{',
    '}',
    '(',
    ')',
    ',',
    ';',
    '\n',
    '\r',
    '\0',
    'é',
    '漢',
    '\u{1F600}',
    '@',
    '~',
    '*',
    '.',
    '-',
    'a',
    'B',
    '7',
    '\uD800',
    '\uFEFF',
    '\u2028',
  ];
  const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  const renderedOrRefused = (more: Partial<BalancerModel>) => {
    try {
      return rendered(more);
    } catch (error) {
      if (error instanceof FarmError && error.code === 'balancer.value-unsafe') return null;
      throw error;
    }
  };
  const runs = { seed: 20262, numRuns: 60 };

  it('a file name is refused, or is the file that HAProxy opens', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const certificateAndKey = `${name}.pem`;
        const files = { ...haproxyModel(NODES).files, certificateAndKey, authority: `${name}-ca.pem` };
        const text = renderedOrRefused({ files });
        if (text === null) return;
        taken += 1;
        const missing = await acceptance(folder, text);
        expect(missing.accepted).toBe(false);
        await copyFile(join(folder, 'certificate-and-key.pem'), join(folder, certificateAndKey));
        await copyFile(join(folder, 'authority.pem'), join(folder, files.authority));
        expect(await acceptance(folder, text)).toMatchObject({ accepted: true });
        for (const made of [certificateAndKey, files.authority]) await rm(join(folder, made));
      }),
      runs,
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('every other value is refused, or HAProxy accepts the text', async () => {
    const label = fc.oneof(hostile, fc.stringMatching(/^[a-zA-Z0-9]([a-z0-9-]{0,9}[a-zA-Z0-9])?$/));
    const address = fc.oneof(hostile, fc.ipV4());
    const whole = fc.record({ name: label, hostName: label, header: label, address, path: label });
    const taken = new Set<string>();
    const fields = fc.constantFrom('name', 'node', 'hostName', 'header', 'remove', 'source', 'from', 'path', 'listen');
    await fc.assert(
      fc.asyncProperty(fields, whole, async (field, value) => {
        const wanted: Record<string, Partial<BalancerModel>> = {
          name: { services: [{ ...service, name: value.name }] },
          node: { services: [{ ...service, nodes: [{ ...service.nodes[0], name: value.name } as (typeof NODES)[0]] }] },
          hostName: { services: [{ ...service, hostName: value.hostName }] },
          header: { headerName: value.header, headerPolicy: 'append' },
          remove: { removeHeaders: [value.header] },
          source: { sourceAddress: value.address },
          from: { headerFrom: [value.address] },
          path: { services: [{ ...service, health: { path: `/${value.path}` } }] },
          listen: { services: [{ ...service, address: value.address }] },
        };
        const text = renderedOrRefused(wanted[field] ?? {});
        if (text === null) return;
        taken.add(field);
        expect(await acceptance(folder, text)).toMatchObject({ accepted: true });
      }),
      { ...runs, numRuns: 120 },
    );
    expect([...taken].sort()).toEqual([
      'from',
      'header',
      'hostName',
      'listen',
      'name',
      'node',
      'path',
      'remove',
      'source',
    ]);
  });

  it('the path of the health check arrives as it was written', async () => {
    const healthPath = '/health?a=%[src]&b=\'"$HOME"\'&c=\\x20{};,%20';
    const change = (text: string) => text.replace('uri /health ', `uri ${word(healthPath)} `);
    const stand = await startHaproxyStand({ nodes: 1, change });
    expect(stand.nodes[0]?.checks[0]?.url).toBe(healthPath);
    await stand.end();
  });
});

/** The word that the renderer makes of a health path. */
function word(healthPath: string): string {
  return / uri (.*) ver /.exec(rendered({ services: [{ ...service, health: { path: healthPath } }] }))?.[1] ?? '';
}

it('the socket of the runtime interface is for its owner only', async () => {
  const stand = await startHaproxyStand({ nodes: 1 });
  expect((await stat(join(stand.folder, 'haproxy.sock'))).mode & 0o777).toBe(0o600);
  expect(stand.text).toContain(`sni str(${HOST}) verifyhost ${HOST}`);
  await stand.end();
});

it('setting a node needs the level admin', async () => {
  const stand = await startHaproxyStand({ nodes: 1, change: (text) => text.replace('level admin', 'level operator') });
  await expect(stand.setNode('node-1', 'drain')).rejects.toMatchObject({
    code: 'balancer.command-refused',
    message: expect.stringContaining('Permission denied'),
  });
  await stand.end();
});
