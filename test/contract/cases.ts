import { expect } from 'vitest';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const LONG = 'x'.repeat(100_000);

/** One question to the contract, and what must come of it by every way. */
export interface Case {
  procedure: string;
  input?: unknown;
  /** What the input is, where it does not say so itself. */
  because?: string;
}

const TEXT = expect.stringMatching(/./);
const resolveCase = (changes: Record<string, unknown> = {}) => ({
  id: 'one',
  engine: 'aspnetcore',
  peer: '10.0.0.9',
  headers: [['X-Forwarded-For', '203.0.113.7']],
  config: { forwardLimit: 1, knownProxies: ['10.0.0.9'], knownNetworks: [] },
  expect: { clientIp: '203.0.113.7' },
  ...changes,
});

/** Questions that are answered: the answer has this shape. */
export const ANSWERED: (Case & { output: unknown })[] = [
  {
    procedure: 'about.get',
    output: {
      version: TEXT,
      profiles: expect.arrayContaining([{ id: TEXT, name: TEXT }]),
      balancers: expect.arrayContaining([{ id: TEXT, name: TEXT }]),
    },
  },
  {
    procedure: 'about.get',
    input: { more: 'than asked for' },
    output: { version: TEXT, profiles: expect.any(Array), balancers: expect.any(Array) },
  },
  {
    procedure: 'faults.list',
    output: expect.arrayContaining([
      {
        id: TEXT,
        topology: TEXT,
        changes: TEXT,
        cause: TEXT,
        turns: expect.arrayContaining([{ check: TEXT, subject: expect.any(Object), verdict: TEXT }]),
      },
    ]),
  },
  { procedure: 'engines.resolve', input: { cases: [] }, output: [] },
  {
    procedure: 'engines.resolve',
    input: { cases: [resolveCase(), resolveCase({ id: 'two', expect: { clientIp: '203.0.113.8' } })] },
    output: [
      { id: 'one', engine: 'aspnetcore', actual: expect.objectContaining({ clientIp: '203.0.113.7' }), agrees: true },
      { id: 'two', engine: 'aspnetcore', actual: expect.objectContaining({ clientIp: '203.0.113.7' }), agrees: false },
    ],
  },
  {
    procedure: 'engines.resolve',
    input: { cases: [resolveCase({ engine: 'none-such' })] },
    output: [{ id: 'one', engine: 'none-such', actual: { error: TEXT }, agrees: null }],
  },
  {
    procedure: 'engines.resolve',
    because: 'a case without a peer',
    input: { cases: [resolveCase({ peer: null, expect: {} })] },
    output: [{ id: 'one', engine: 'aspnetcore', actual: expect.any(Object), agrees: true }],
  },
  { procedure: 'farm.practices', output: [] },
  { procedure: 'farm.recent', output: [] },
  {
    procedure: 'farm.readNames',
    input: { text: 'web[01-02]\nWEB01\nbad_name' },
    output: {
      names: ['web01', 'web02'],
      problems: [{ line: 3, text: 'bad_name', message: TEXT }],
      notes: [{ line: 2, text: 'WEB01', message: TEXT }],
    },
  },
  {
    procedure: 'farm.schema',
    input: { profile: 'sample' },
    output: expect.objectContaining({ anyOf: [expect.any(Object), expect.any(Object)] }),
  },
];

/** Questions that are refused: as `FARM`, with this code and field, a sentence and a remedy. */
export const REFUSED: (Case & { code: string; field: string | null })[] = [
  ...[-1, 1.5, '1', null, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1n, [1]].map((after) =>
    invalid('farm.events', { farm: UNKNOWN, after }, 'after'),
  ),
  ...[1, 0, -3, 51, 1e9, 2.5, '3', null, true, Number.NaN, Number.NEGATIVE_INFINITY, 3n, [3], {}].map((nodes) =>
    invalid('farm.startPractice', { nodes, balancer: 'bundled' }, 'nodes'),
  ),
  invalid('farm.startPractice', { balancer: 'bundled' }, 'nodes'),
  invalid('farm.startPractice', { nodes: 3 }, 'balancer'),
  ...[7, null, ['bundled'], 'x'.repeat(61), LONG].map((balancer) =>
    invalid('farm.startPractice', { nodes: 3, balancer }, 'balancer'),
  ),
  ...[7, null, 'x'.repeat(61), LONG].map((profile) =>
    invalid('farm.startPractice', { nodes: 3, balancer: 'bundled', profile }, 'profile'),
  ),
  ...['node-down', null, {}, 5, Array.from({ length: 65 }, () => 'x')].map((faults) =>
    invalid('farm.startPractice', { nodes: 3, balancer: 'bundled', faults }, 'faults'),
  ),
  invalid('farm.startPractice', { nodes: 3, balancer: 'bundled', faults: ['x', 7] }, 'faults[1]'),
  invalid('farm.startPractice', { nodes: 3, balancer: 'bundled', faults: [LONG] }, 'faults[0]'),
  ...[undefined, null, 'text', 7, true, []].map((input) => invalid('farm.startPractice', input, null)),
  ...['', 'none-such', '__proto__', 'constructor', '../bundled', 'bundled\0', 'BUNDLED'].map((balancer) =>
    unknown({ nodes: 3, balancer }, 'balancer'),
  ),
  unknown({ nodes: 3, balancer: 'bundled', profile: 'none-such' }, 'profile'),
  unknown({ nodes: 3, balancer: 'bundled', faults: ['none-such'] }, 'faults'),
  unknown({ nodes: 3, balancer: 'bundled', faults: ['__proto__'] }, 'faults'),
  invalid('farm.plant', { farm: UNKNOWN }, 'faults'),
  invalid('farm.plant', { farm: UNKNOWN, faults: [] }, 'faults'),
  invalid('farm.plant', { farm: UNKNOWN, faults: 'x' }, 'faults'),
  invalid('farm.plant', { farm: UNKNOWN, faults: [null] }, 'faults[0]'),
  ...['farm.get', 'farm.events', 'farm.run', 'farm.resume', 'farm.verify', 'farm.cancel', 'farm.close'].flatMap(
    (procedure) => refusedFarm(procedure, {}),
  ),
  ...refusedFarm('farm.plant', { faults: ['limit'] }),
  ...refusedFarm('farm.endPractice', {}, 'practice.unknown'),
  ...['farm.form', 'farm.startOver'].flatMap((procedure) => refusedFarm(procedure, {})),
  ...refusedFarm('farm.answer', { values: [{ path: 'name', value: 'x' }] }),
  ...refusedFarm('farm.reach', { page: 'goal' }),
  ...refusedFarm('farm.giveSecrets', { secrets: {} }),
  ...['x', null, {}, [null]].map((values) =>
    invalid('farm.answer', { farm: UNKNOWN, values }, Array.isArray(values) ? 'values[0]' : 'values'),
  ),
  ...['', 'settings', 7, null].map((page) => invalid('farm.reach', { farm: UNKNOWN, page }, 'page')),
  invalid('farm.giveSecrets', { farm: UNKNOWN, secrets: { one: 7 } }, 'secrets.one'),
  ...[7, null, undefined].map((text) => invalid('farm.readNames', { text }, 'text')),
  { ...begin({ profile: 'none-such' }), code: 'input.unknown', field: 'profile' },
  { ...begin({ balancer: '__proto__' }), code: 'input.unknown', field: 'balancer' },
  { ...begin({ name: '' }), code: 'input.invalid', field: 'name' },
  { ...begin({ name: LONG }), code: 'input.invalid', field: 'name' },
  {
    procedure: 'farm.takeIn',
    input: { name: '../../etc/x.farm', base64: btoa('no farm file') },
    code: 'farm-file.foreign',
    field: 'file',
  },
  { procedure: 'farm.takeIn', input: { name: 'x.farm', base64: '%' }, code: 'input.invalid', field: 'base64' },
  invalid('farm.takeIn', { name: 'x.farm' }, 'base64'),
  ...refusedFarm('farm.runbook', { format: 'md' }),
  ...refusedFarm('farm.report', { format: 'junit' }),
  ...refusedFarm('people.waiting', {}),
  ...refusedFarm('people.instructions', { item: 'a' }),
  ...refusedFarm('people.handIn', { item: 'a', outcome: 'done', text: '', who: 'Ada' }),
  ...refusedFarm('people.pack', { who: 'Ada', format: 'md' }),
  ...refusedFarm('people.takePack', { text: '', who: 'Ada' }),
  ...refusedFarm('farm.waive', { check: 'bypass.closed', who: 'A', why: 'B', until: '2999-12-31' }),
  ...[undefined, 'pdf', 7, null].map((format) => invalid('farm.runbook', { farm: UNKNOWN, format }, 'format')),
  ...[undefined, 'pdf', 7, null].map((format) => invalid('farm.report', { farm: UNKNOWN, format }, 'format')),
  ...[7, null, 'x'.repeat(61), LONG].map((page) => invalid('farm.run', { farm: UNKNOWN, page }, 'page')),
  ...['web-01', 7, null].map((hosts) => invalid('farm.run', { farm: UNKNOWN, hosts }, 'hosts')),
  ...['yes', 1, null].map((drill) => invalid('farm.verify', { farm: UNKNOWN, drill }, 'drill')),
  ...['', LONG, 7, null, undefined].flatMap((path) => [
    invalid('farm.open', { path, write: false }, 'path'),
    invalid('farm.restore', { path }, 'path'),
    invalid('farm.create', { path, profile: 'sample' }, 'path'),
  ]),
  ...['yes', 1, null, undefined].map((write) => invalid('farm.open', { path: '/none.farm', write }, 'write')),
  { procedure: 'farm.open', input: { path: '/no/such.farm', write: false }, code: 'farm-file.missing', field: 'file' },
  { procedure: 'farm.restore', input: { path: '/no/such.farm' }, code: 'farm-file.no-last-good', field: 'file' },
  {
    procedure: 'farm.create',
    input: { path: '/no/such/folder.farm', profile: 'sample', answers: { practice: {} } },
    code: 'farm-file.no-folder',
    field: 'file',
  },
  {
    procedure: 'farm.create',
    input: { path: '/no/such.farm', profile: 'none-such', answers: {} },
    code: 'input.unknown',
    field: 'profile',
  },
  ...[7, 'text', [], true].map((answers) => ({
    procedure: 'farm.create',
    input: { path: '/no/such.farm', profile: 'sample', answers },
    code: 'input.invalid',
    field: null,
  })),
  { procedure: 'farm.schema', input: { profile: '__proto__' }, code: 'input.unknown', field: 'profile' },
  invalid('engines.resolve', undefined, null),
  invalid('engines.resolve', {}, 'cases'),
  invalid('engines.resolve', { cases: resolveCase() }, 'cases'),
  invalid('engines.resolve', { cases: [resolveCase(), null] }, 'cases[1]'),
  invalid('engines.resolve', { cases: [resolveCase({ id: 1 })] }, 'cases[0].id'),
  invalid('engines.resolve', { cases: [resolveCase({ peer: undefined })] }, 'cases[0].peer'),
  invalid('engines.resolve', { cases: [resolveCase({ peerPort: 80.5 })] }, 'cases[0].peerPort'),
  invalid('engines.resolve', { cases: [resolveCase({ headers: { a: 'b' } })] }, 'cases[0].headers'),
  invalid('engines.resolve', { cases: [resolveCase({ headers: [['a', 1]] })] }, 'cases[0].headers[0][1]'),
  invalid('engines.resolve', { cases: [resolveCase({ config: 'none' })] }, 'cases[0].config'),
];

function begin(changes: object) {
  return { procedure: 'farm.begin', input: { name: 'Day one', profile: 'sample', balancer: 'bundled', ...changes } };
}

/** Everything a farm's id can be that it must not be, and one that is right but of no farm. */
function refusedFarm(procedure: string, more: object, code = 'farm.unknown') {
  const wrong = ['', 'short', 'ABCDEFGH-0000', '../../secret', `${UNKNOWN}\n`, LONG, 7, null, []];
  return [
    { procedure, input: { farm: UNKNOWN, ...more }, code, field: 'farm' },
    ...wrong.map((farm) => invalid(procedure, { farm, ...more }, 'farm')),
    invalid(procedure, { ...more }, 'farm'),
    invalid(procedure, undefined, null),
    invalid(procedure, UNKNOWN, null),
  ];
}

function invalid(procedure: string, input: unknown, field: string | null) {
  return { procedure, input, code: 'input.invalid', field };
}

function unknown(input: object, field: string) {
  return { procedure: 'farm.startPractice', input, code: 'input.unknown', field };
}
