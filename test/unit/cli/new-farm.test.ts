import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../core/cli/command-line.ts';
import { compose } from '../../../core/compose.ts';

const ANSWERS = `
name: Shop, production
balancer: haproxy
hostName: shop.example.com
serviceAccount: CORP\\svc-shop$
hosts:
  - { name: web01, role: node, addresses: [192.0.2.11], reach: { by: person, who: Ana Müller } }
  - { name: WEB_02, role: node, addresses: [web02.corp.example], ports: { api: 9443 }, reach: { by: person, who: Ana Müller } }
  - { name: lb01, role: balancer, addresses: [192.0.2.4], reach: { by: person, who: Network team } }
  - { name: SQL01, role: database, addresses: [sql01.corp.example], reach: { by: person, who: DBA } }
database: { engine: sqlite, instance: ACCESS, hostName: sql01.corp.example, name: Shop Prod.2, administrator: CORP\\dba }
services:
  - { name: web, kind: https, address: 192.0.2.20, port: 443, nodePort: 8443, persistence: source }
  - { name: api, kind: https, address: 192.0.2.20, port: 9001, nodePort: 9001, hostName: api.example.com }
hops:
  - { name: load balancer, presentsAs: [192.0.2.21, 192.0.2.22], headerPolicy: replace }
wizardAddress: 192.0.2.30
clientAddresses: [198.51.100.7]
`;

let folder: string;
let printed = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-new-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function make(text: string): Promise<{ code: number; error?: { field: string; message: string; at: string } }> {
  const answers = join(folder, 'answers.yaml');
  writeFileSync(answers, text);
  const args = ['new', join(folder, 'x.farm'), '--json', '--answers', answers];
  const code = await runCommandLine(args, compose('/no/entries'));
  return { code, ...JSON.parse(printed) };
}

it('a farm on servers of one’s own is made from its answers, without a profile being named', async () => {
  expect((await make(ANSWERS)).code).toBe(0);
  printed = '';
  expect(await runCommandLine(['plan', join(folder, 'x.farm')], compose('/no/entries'))).toBe(0);
  for (const text of ['WEB_02', 'on SQL01', 'on lb01', 'CORP\\svc-shop$', 'Shop Prod.2'])
    expect(printed).toContain(text);
});

it('the example of answers for servers of one’s own makes a plan, and shows every field there is', async () => {
  const example = readFileSync('docs/own-servers.yaml', 'utf8');
  expect(await make(example)).toMatchObject({ code: 0 });
  const [, own] = await schemaOf('sample');
  for (const field of Object.keys(own?.properties ?? {})) expect(example).toMatch(new RegExp(`^(# )?${field}:`, 'm'));
});

/** The two forms of the answers of an application. */
async function schemaOf(profile: string) {
  printed = '';
  expect(await runCommandLine(['schema', profile], compose('/no/entries'))).toBe(0);
  const schema = JSON.parse(printed) as { anyOf: { properties: Record<string, { description?: string }> }[] };
  return schema.anyOf;
}

it('the schema is that of the application: its own answers are in it, and every field says what it is', async () => {
  for (const { properties } of await schemaOf('sample'))
    expect(properties.settings).toMatchObject({ properties: { sample: { type: 'object' } } });
  const [, own] = await schemaOf('sample');
  for (const [field, { description }] of Object.entries(own?.properties ?? {}))
    expect(description, field).toEqual(expect.any(String));
});

it.each([
  ['a field that is missing', [/^hostName: .*$/m, ''], 'hostName is missing in the answers.'],
  ['an address that is missing', [/^wizardAddress: .*$/m, ''], 'wizardAddress is missing in the answers.'],
  [
    'a way to reach a host that is none',
    ['by: person, who: DBA', 'by: people, who: DBA'],
    'hosts[3].reach.by in the answers cannot be used: choose one of practice, person, ssh.',
  ],
  [
    'a service of the application that is missing',
    [/^ {2}- \{ name: api.*$/m, ''],
    'The service api of Sample application is missing.',
  ],
] as const)('%s is told in words', async (_what, [before, after], message) => {
  expect((await make(ANSWERS.replace(before, after).replace('ports: { api: 9443 }, ', ''))).error?.message).toBe(
    message,
  );
});

it.each([
  ['a field of a host that is not known', ['addresses: [192.0.2.11]', 'address: 192.0.2.11'], 'hosts[0].addresses', 7],
  [
    'a setting that the profile does not know',
    ['name: Shop', 'settings: { sample: { licence: X } }\nname: Shop'],
    'settings.sample.licence',
    2,
  ],
  [
    'a line break in an account',
    ['serviceAccount: CORP\\svc-shop$', 'serviceAccount: "svc\\nshop"'],
    'serviceAccount',
    5,
  ],
  ['what is no port', ['nodePort: 9001', 'nodePort: 0'], 'services[1].nodePort', 14],
  [
    'persistence that the balancer cannot do',
    ['persistence: source', 'persistence: cookie'],
    'services[0].persistence',
    13,
  ],
  [
    'a host that is reached over SSH, which cannot be done yet,',
    [
      'reach: { by: person, who: DBA }',
      'reach: { by: ssh, to: 192.0.2.3, user: root, family: posix, hostKey: "SHA256:x" }',
    ],
    'hosts[3].reach',
    10,
  ],
  [
    'a practice host among hosts that stand elsewhere',
    ['reach: { by: person, who: DBA }', 'reach: { by: practice }'],
    'wizardAddress',
    17,
  ],
] as const)('%s is refused with its field and line', async (_what, [before, after], field, line) => {
  const { code, error } = await make(ANSWERS.replace(before, after));
  expect(code).toBe(2);
  expect(error).toMatchObject({ field, at: expect.stringMatching(new RegExp(`answers\\.yaml:${line}$`)) });
});
