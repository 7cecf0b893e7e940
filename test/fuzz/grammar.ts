import fc from 'fast-check';
import type { Deviation } from '../../core/practice/application/deviations.ts';
import { bundledParts, haproxyParts } from './balancer-grammar.ts';
import type { FarmCase, Part } from './case.ts';
import { HEADER_NAMES } from './forged-headers.ts';

type When = Deviation['when'];
type Does = Deviation['does'];

const header = fc.constantFrom(...HEADER_NAMES, 'X_Forwarded_For');

/** Requests of a shape that the product claims to send. */
const someRequests: fc.Arbitrary<When> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<When>({}) },
  { weight: 2, arbitrary: fc.constantFrom<When>({ service: 'web' }, { service: 'api' }) },
  { weight: 4, arbitrary: fc.constantFrom<When>({ method: 'POST' }, { method: 'GET' }, { version: '1.0' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('Cookie', 'Accept-Language', 'Sec-Fetch-Mode', 'Upgrade-Insecure-Requests')
      .map((name): When => ({ header: name })),
  },
  { weight: 2, arbitrary: header.map((name): When => ({ header: name })) },
  { weight: 1, arbitrary: fc.constantFrom<When>({ fromRequest: 20 }, { every: 2 }, { every: 3 }, { onConnection: 3 }) },
);

const wrongAddress: fc.Arbitrary<NonNullable<Does['address']>> = fc.oneof(
  fc.constantFrom<NonNullable<Does['address']>>('peer', 'none', 'kept of peer', { text: '198.51.100.77' }),
  header.map((name) => ({ header: name })),
);

/** Mistakes that an application can make with some requests. */
const mistake: fc.Arbitrary<Does> = fc.oneof(
  { weight: 6, arbitrary: wrongAddress.map((address): Does => ({ address })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Does>(
      { unrecorded: true },
      { node: '{other}' },
      { node: 'elsewhere' },
      { service: 'web' },
      { status: 500 },
      { status: 404 },
      { unrecorded: true, status: 403 },
      { address: { text: '198.51.100.77' }, status: 403 },
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 150, 400), fc.option(wrongAddress, { nil: undefined }))
      .map(([afterMs, address]): Does => ({ second: address === undefined ? { afterMs } : { afterMs, address } })),
  },
);

/** What is no mistake: the records are right, and come. */
const harmless: fc.Arbitrary<Does> = fc.constantFrom<Does>(
  { recordAfterMs: 300 },
  { recordAfterMs: 900 },
  { node: '{NODE}' },
  { node: '{node}.farm.example' },
  { node: '{NODE}.FARM.EXAMPLE' },
  { answerAfterMs: 60 },
  { answerAfterMs: 150 },
  { clockMs: 1500 },
  { clockMs: -90_000 },
);

const someNodes = fc.constantFrom<'all' | 'first' | 'last'>('all', 'all', 'first', 'last');

const application = (does: fc.Arbitrary<Does>, when: fc.Arbitrary<When>): fc.Arbitrary<Part> =>
  fc.record({ at: fc.constant('application' as const), on: someNodes, deviation: fc.record({ when, does }) });

/** Settings that make the application find another address, and some that make no difference to what is observed. */
const wrongSetting: fc.Arbitrary<Part> = fc
  .constantFrom<Record<string, unknown>>(
    { enabled: false },
    { forwardLimit: 0 },
    { knownProxies: [], knownNetworks: ['192.0.2.0/24'] },
    { knownProxies: [], knownNetworks: ['127.0.0.0/8'] },
    { headerName: 'X-Real-IP' },
  )
  .map((change): Part => ({ at: 'setting', change }));

/** Names that cover whole nodes or not at all: a node that now and then has another name is another kind of mistake. */
const isWholeName = (part: Part) =>
  part.at !== 'application' || part.deviation.does.node === undefined || Object.keys(part.deviation.when).length === 0;

const wrongPart = (balancer: string): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 5, arbitrary: application(mistake, someRequests) },
    { weight: 1, arbitrary: wrongSetting },
    { weight: 5, arbitrary: balancer === 'haproxy' ? haproxyParts.wrong : bundledParts.wrong },
  );

const harmlessPart = (balancer: string): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 4, arbitrary: application(harmless, someRequests).filter(isWholeName) },
    { weight: 3, arbitrary: balancer === 'haproxy' ? haproxyParts.harmless : bundledParts.harmless },
  );

/** What is too rare for the number of requests that a proof sends, and forms of a right address that are a finding of their own. */
const beyond: fc.Arbitrary<Part> = application(
  fc.constantFrom<Does>({ address: 'peer' }, { unrecorded: true }, { address: { before: '::ffff:', after: '' } }),
  fc.constantFrom<When>({ every: 50 }, { fromRequest: 500 }, { onConnection: 4 }),
);

/** Farms behind this balancer: a third and more of them right, most others wrong in one way, some in two or beyond what is claimed. */
export function farmCases(balancer: string): fc.Arbitrary<FarmCase> {
  const [wrong, good] = [wrongPart(balancer), harmlessPart(balancer)];
  const claimed = (parts: fc.Arbitrary<Part[]>) => parts.map((list) => farmCase(list, true));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(farmCase([], true)) },
    { weight: 6, arbitrary: claimed(fc.array(good, { minLength: 1, maxLength: 2 })) },
    { weight: 8, arbitrary: claimed(wrong.map((part) => [part])) },
    { weight: 3, arbitrary: claimed(fc.tuple(wrong, fc.oneof(wrong, good))) },
    { weight: 1, arbitrary: beyond.map((part) => farmCase([part], false)) },
  );
}

/** The farm with these parts. */
export function farmCase(parts: Part[], claimed: boolean): FarmCase {
  const lates = parts.map((part) => {
    if (part.at !== 'application') return 0;
    const { recordAfterMs = 0, second, answerAfterMs = 0 } = part.deviation.does;
    return Math.max(recordAfterMs, second?.afterMs ?? 0) + answerAfterMs;
  });
  return { parts, claimed, lateMs: Math.max(0, ...lates) };
}
