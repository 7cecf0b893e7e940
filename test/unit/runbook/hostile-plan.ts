import fc from 'fast-check';
import type { Action } from '../../../core/model/action.ts';
import { PAGES, type Plan, type Step } from '../../../core/model/plan.ts';
import { HOST_KINDS, type Renderings } from '../../../core/model/reading.ts';
import type { Reference, Text } from '../../../core/model/text.ts';

/** Pieces that mean something to Markdown, HTML, JSON, shells or eyes. */
const PIECES = [
  ...['`', '``', '```', '````\n', '~~~', '"', "'", '[', ']', '](x)', '![', '(', ')', '<', '>', '|', '||', '\\', '\\|'],
  ...['*', '**', '_', '__', '#', ' #', '# ', '- ', '+ ', '1. ', '1) ', '> ', '=', '===', '---', '***', ':', '::'],
  ...['%', '%s', `\${x}`, '$(x)', '$', '{{x}}', '&', '&amp;', '&lt;', '&#10;', '&#x60;', ';', '@', '~~', '==', '^'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</pre>', '<!--', '-->', '<![CDATA[', '<a@b.test>'],
  ...['https://example.test/', 'javascript:alert(1)', '[a]: https://example.test', '</style>', '</main>'],
  ...[' ', '  ', '   ', '    ', '\t', '\n', '\n\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\u00a0'],
  ...['\u0000', '\u0001', '\u001b[31m', '\u007f', '\ufeff', '\u200b', '\u200d', '\u202e', '\u2066', '\u00ad', '\ud800'],
  ...['א', 'مرحبا', '日本', '👩‍👩‍👧', 'e\u0301', '\u0301', 'ß', 'İ', '\ufffe', '\ufffd', '\u{e0001}', '\u3164'],
  ...[
    '«',
    '»',
    '««',
    '»»',
    '«a secret»',
    '«a»',
    '‹',
    'nothing',
    'none',
    'empty',
    ', as JSON',
    ': ',
    ', ends with a newline',
  ],
  ...['### Step 9: x', '#### Action 9.1: x', '- Do: write a file', 'Content:', 'Value:', '| --- |', 'Password: none'],
  ...['node-01', 'a', 'word', 'Two words', 'C:\\Program Files\\x', '/etc/x', '0', '__proto__', 'null', '{"a":1}'],
];

/** Text that is hard to write and read back. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((length) => `x\n${'`'.repeat(length)}\ny`) },
);

const reference: fc.Arbitrary<Reference> = fc.constantFrom<Reference>(
  { secretName: 'one', label: 'a secret', secret: true },
  { secretName: 'two', label: 'a secret of another kind', secret: true },
  { output: 'made', label: 'a', secret: false },
  { output: 'made in vain', label: '*`<b>|_', secret: true },
);

const text: fc.Arbitrary<Text> = fc.oneof(
  hostileText,
  reference,
  fc.array(fc.oneof(hostileText, reference), { maxLength: 5 }).map((parts) => ({ parts })),
);

const script = fc.record({ text: hostileText, parameters: fc.dictionary(hostileText, text, { maxKeys: 3 }) });
const count = fc.integer({ min: 0, max: 1_000_000 });
const several = fc.array(hostileText, { maxLength: 3 });
const health = fc.record({ address: hostileText, port: count, hostName: hostileText, path: hostileText });
const kind = <K extends Action['kind']>(name: K) => fc.constant(name);

const renderings: fc.Arbitrary<Renderings> = fc.dictionary(
  fc.constantFrom(...HOST_KINDS),
  fc.oneof(
    fc.record({ run: hostileText, stdin: text }, { requiredKeys: ['run'] }),
    fc.record({ ask: hostileText, example: hostileText }),
  ),
  { maxKeys: 2 },
);

const reading: fc.Arbitrary<Extract<Action, { kind: 'deed' }>['done']['reading']> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), path: hostileText }),
  fc.record({ kind: fc.constant('talk' as const), socket: hostileText, say: hostileText, example: hostileText }),
  fc.record({
    kind: fc.constant('sql' as const),
    database: hostileText,
    as: fc.constantFrom('application' as const, 'administrator' as const),
    text: hostileText,
    parameters: fc.dictionary(hostileText, text, { maxKeys: 2 }),
    example: hostileText,
  }),
  fc.record({ kind: fc.constant('told' as const), by: renderings }),
);

const wait = fc.record({
  kind: kind('wait'),
  title: hostileText,
  health: fc.array(health, { maxLength: 2 }),
  times: count,
  intervalMs: count,
  limitMs: count,
});

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: kind('file'), title: hostileText, path: hostileText, content: text, ownerOnly: fc.boolean() }),
  fc.record({ kind: kind('key'), title: hostileText, path: hostileText, bytes: count }),
  fc.record({
    kind: kind('certificate'),
    title: hostileText,
    names: several,
    certificatePath: hostileText,
    keyPath: hostileText,
  }),
  fc.record({
    kind: kind('sql'),
    title: hostileText,
    part: fc.constantFrom('server' as const, 'database' as const),
    database: hostileText,
    statements: fc.array(script, { maxLength: 3 }),
    verify: fc.record({
      text: hostileText,
      parameters: fc.dictionary(hostileText, text, { maxKeys: 2 }),
      rows: fc.array(fc.array(fc.oneof(hostileText, count, fc.constant(null)), { maxLength: 3 }), { maxLength: 3 }),
    }),
    undo: hostileText,
  }),
  fc.record({
    kind: kind('deed'),
    title: hostileText,
    by: renderings,
    done: fc.record({ reading, expect: hostileText }),
  }),
  fc.record({ kind: kind('accept'), title: hostileText, program: hostileText, path: hostileText }),
  fc.record({
    kind: kind('service'),
    title: hostileText,
    name: hostileText,
    program: hostileText,
    account: hostileText,
    password: fc.option(text),
    reads: several,
  }),
  wait,
);

const step: fc.Arbitrary<Step> = fc.record({
  id: hostileText,
  title: hostileText,
  page: fc.constantFrom(...PAGES),
  who: fc.constantFrom('wizard', 'administrator', 'DBA', 'network', 'PKI'),
  host: hostileText,
  needs: several,
  makes: fc.array(
    fc.record({
      name: fc.oneof(hostileText, fc.constant('made')),
      title: hostileText,
      secret: fc.boolean(),
      reading: fc.record({ kind: fc.constant('file' as const), path: hostileText }),
    }),
    { maxLength: 2 },
  ),
  apply: fc.array(action, { maxLength: 4 }),
  confirm: fc.array(wait, { maxLength: 1 }),
  expected: hostileText,
  ifNot: hostileText,
  undo: fc.oneof(fc.record({ how: hostileText }), fc.record({ none: hostileText })),
});

/** A plan in which every text may be hostile, and every kind of action occurs. */
export const hostilePlan: fc.Arbitrary<Plan> = fc.record({
  farm: fc.constant('example'),
  stages: fc.array(
    fc.record({ page: fc.constantFrom(...PAGES), title: hostileText, steps: fc.array(step, { maxLength: 3 }) }),
    { maxLength: 3 },
  ),
});
