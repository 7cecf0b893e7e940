import { expect, test } from 'vitest';
import { complaints, RULES } from '../../../build/rules.mjs';

const FAULT = { path: 'core/practice/faults/some-fault.ts', text: "export const f = { id: 'some-fault' };\n" };
const ENGINE = { path: 'core/client-ip/engines/one/one.ts', text: "export const one = { id: 'one' };\n" };
const DATABASE = { path: 'core/databases/vault/engine.ts', text: "export const vault = { id: 'vault' };\n" };
const PLUG_IN = {
  path: 'core/balancers/acme/acme.ts',
  text: "export const acme = { id: 'acme', name: 'Acme Balancer' };\n",
};
const AUDIT = { path: 'core/audit-sources/syslog/syslog.ts', text: "export const syslog = { id: 'syslog' };\n" };
const ALL = [FAULT, PLUG_IN, ENGINE, DATABASE, AUDIT];

/** A rule by the start of its name, and a file that breaks it. Built from parts, so that this file breaks none. */
const BAD = [
  { rule: 'a file has one idea', path: 'core/model/long.ts', text: 'x;\n'.repeat(301) },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `test.${'skip'}('x', () => {});\n` },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `describe.${'skipIf'}(true)('x', () => {});\n` },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `test.${'todo'}('x');\n` },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `test.concurrent.${'only'}('x', () => {});\n` },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `test('x', (context) => context.${'skip'}());\n` },
  { rule: 'every suite runs', path: 'test/unit/x.test.ts', text: `test('x', { ${'skip'}: true }, () => {});\n` },
  { rule: 'unit tests that replace', path: 'test/unit/x.test.ts', text: `vi.${'mock'}('electron');\n` },
  {
    rule: 'unit tests that replace',
    path: 'test/unit/x.test.ts',
    text: `process.${'getActiveResourcesInfo'}().length;\n`,
  },
  { rule: 'names say', path: 'core/model/utils.ts', text: '' },
  { rule: 'names say', path: 'renderer/common.css', text: '' },
  { rule: 'names say', path: 'core/helpers/x.ts', text: '' },
  { rule: 'no commented-out code', path: 'core/model/x.ts', text: `${'//'} const x = 1;\n` },
  { rule: 'no commented-out code', path: 'core/model/x.ts', text: `${'//'} this.x = 1;\n` },
  { rule: 'no commented-out code', path: 'core/model/x.ts', text: `${'//'} if (x > 1) {\n` },
  { rule: 'fault ids', path: 'core/checks/x.ts', text: "if (id === 'some-fault') throw 1;\n" },
  { rule: 'plug-in ids', path: 'core/runner/x.ts', text: "if (balancer === 'acme') throw 1;\n" },
  { rule: 'ids of client-IP engines', path: 'core/checks/x.ts', text: "if (engine === 'one') throw 1;\n" },
  { rule: 'plug-in ids', path: 'core/session/x.ts', text: "engine = 'vault';\n" },
  { rule: 'plug-in ids', path: 'renderer/x.tsx', text: "if (source === 'syslog') throw 1;\n" },
  { rule: 'plug-in ids', path: 'core/databases/other/x.ts', text: "if (balancer === 'acme') throw 1;\n" },
  { rule: 'names of products', path: 'core/session/x.ts', text: "throw new Error('Acme Balancer is down');\n" },
  { rule: 'names of products', path: 'core/balancers/other/x.ts', text: '/** As Acme Balancer does. */\n' },
  { rule: 'names of products', path: 'electron/x.ts', text: "const title = 'Acme Balancer';\n" },
  { rule: 'how a host is reached', path: 'core/session/x.ts', text: "if (host.reach.by === 'ssh') throw 1;\n" },
  { rule: 'how a host is reached', path: 'core/runner/x.ts', text: "if (host.kind === 'person') throw 1;\n" },
  { rule: 'how a host is reached', path: 'core/checks/x.ts', text: "if (kind === 'windows') throw 1;\n" },
  { rule: 'how a host is reached', path: 'core/api/x.ts', text: "const practised = where === 'practice';\n" },
  { rule: 'how a host is reached', path: 'renderer/x.tsx', text: 'if (hasPracticeHosts(farm)) throw 1;\n' },
  { rule: 'the lock file', path: 'package-lock.json', text: '"resolved": "https://registry.example/x.tgz"' },
  { rule: 'tests wait', path: 'test/unit/x.test.ts', text: `await ${'new'} Promise((r) => setTimeout(r, 100));\n` },
  { rule: 'tests wait', path: 'test/unit/x.test.ts', text: `new ${'Promise'}((r) => {\n  setTimeout(r, 9);\n});\n` },
  {
    rule: 'tests wait',
    path: 'test/unit/x.test.ts',
    text: `import { setTimeout } from 'node:timers${'/'}promises';\n`,
  },
  { rule: 'tests wait', path: 'test/e2e/x.test.ts', text: `await page.${'waitForTimeout'}(500);\n` },
];

test.each(BAD)('$rule: refused in $path', ({ rule, path, text }) => {
  const lines = complaints([{ path, text }, ...ALL]);
  expect(lines.filter((line: string) => line.startsWith(`${path}: ${rule}`))).toHaveLength(1);
});

test('each rule has a bad example', () => {
  for (const rule of Object.keys(RULES))
    expect(
      BAD.some((bad) => rule.startsWith(bad.rule)),
      rule,
    ).toBe(true);
});

test('plain files break no rule', () => {
  const plain = { path: 'core/model/x.ts', text: '// Why it is so.\nexport const x = 1;\n' };
  const spread = { path: 'test/unit/x.test.ts', text: "test('x', () => start({ ...only(1) }));\n" };
  const kind = { path: 'core/runner/x.ts', text: "if (action.kind === 'sql') throw 1;\n" };
  const site = { path: 'core/sites/x.ts', text: "if (host.reach.by === 'ssh') throw 1;\n" };
  const route = { path: 'renderer/x.tsx', text: "if (route.page === 'practice') throw 1;\n" };
  expect(complaints([...ALL, plain, spread, kind, site, route])).toEqual([]);
});
