import { describe, expect, test } from 'vitest';
import { resolveCase } from '../../../core/api/resolve-case.ts';
import type { Engine } from '../../../core/client-ip/engines/engine.ts';
import { engineOf, findEngine } from '../../../core/client-ip/engines/index.ts';
import { headerAtNode } from '../../../core/client-ip/header-at-node.ts';
import type { HeaderField } from '../../../core/client-ip/header-entries.ts';
import type { FarmError } from '../../../core/model/errors.ts';
import type { IpDetection } from '../../../core/model/ip-detection.ts';
import leftmostCases from '../../cases/leftmost.json' with { type: 'json' };

const HEADER = 'X-Forwarded-For';
const CLIENT = '203.0.113.7';
const BALANCER = '10.0.0.1';
const TRUST = { headerName: HEADER, forwardLimit: 1, knownProxies: [BALANCER], knownNetworks: ['10.1.0.0/24'] };
const { lines, peer } = headerAtNode([{ presentsAs: [BALANCER], headerPolicy: 'replace' }], CLIENT);
const asPlanned = { peer, headers: lines.map((line): HeaderField => [HEADER, line]) };

test('an engine that does not exist is refused with those that do', () => {
  expect(findEngine('other')).toBeNull();
  expect(() => engineOf('other')).toThrow(
    expect.toSatisfy((error: FarmError) => error.code === 'client-ip.engine-unknown'),
  );
  expect(resolveCase({ id: 'x', engine: 'other', peer, headers: [], config: {}, expect: {} }).agrees).toBeNull();
});

describe.each([engineOf('aspnetcore'), engineOf('leftmost')])('$id', (engine: Engine) => {
  const planned = engine.planned(TRUST);

  test('its planned setting survives being written and read back, and differs in nothing', () => {
    const read = engine.read(JSON.parse(JSON.stringify(planned)));
    expect(read).toEqual(planned);
    expect(engine.differences(planned, read ?? {})).toEqual([]);
    expect(engine.faults(planned, planned, asPlanned)).toEqual([]);
    expect(engine.beyond(planned, planned)).toEqual({ more: [], unread: [] });
    expect(engine.beyond(planned, { ...planned, headerName: 'X-Other' }).more).toHaveLength(1);
    expect(engine.beyond(planned, { ...planned, headerName: HEADER.toLowerCase() }).more).toEqual([]);
    expect([null, undefined, 3, 'x', {}].map((value) => engine.read(value))).toEqual(Array(5).fill(null));
  });

  test('with the planned setting a request that arrives as planned shows the client', () => {
    expect(engine.resolve(asPlanned, planned)).toMatchObject({ clientIp: CLIENT, stop: { reason: 'entries used up' } });
  });

  test('its words name the header and whom it trusts', () => {
    expect(engine.trust(planned).headerName).toBe(HEADER);
    const rows = engine.rows(planned);
    expect(rows.map(({ value }) => value)).toContain(HEADER);
    for (const { name, value } of rows)
      expect([name, value]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/./)]);
    expect(engine.remedyForTrustingEveryone(BALANCER)).toMatch(/10\.0\.0\.1.*\.$/);
  });

  test('a configuration it cannot use is told as such', () => {
    const { actual, agrees } = resolveCase({
      ...{ id: 'bad', engine: engine.id, peer, headers: [] },
      ...{ config: { headerName: 3, forwardLimit: 'x' }, expect: { error: 'config' } },
    });
    expect([actual.error, agrees]).toEqual(['config', true]);
  });
});

describe('faults of a setting with lists and a limit', () => {
  const engine = engineOf('aspnetcore');
  const planned = engine.planned(TRUST);
  test.each<{ change: IpDetection; fault: string | null; through: string | null }>([
    { change: {}, fault: null, through: null },
    { change: { forwardLimit: 0 }, fault: 'reads no entry', through: null },
    { change: { knownProxies: ['10.0.0.9'] }, fault: 'presenter not trusted', through: null },
    { change: { knownProxies: [], knownNetworks: [] }, fault: 'trusts everyone', through: null },
    { change: { knownNetworks: ['203.0.113.0/24'] }, fault: null, through: '203.0.113.0/24' },
    { change: { knownProxies: [BALANCER, CLIENT] }, fault: null, through: CLIENT },
  ])('$change: $fault', ({ change, fault, through }) => {
    const inForce = { ...planned, ...change };
    expect(engine.faults(planned, inForce, asPlanned)).toEqual(fault === null ? [] : [fault]);
    expect(engine.trustedThrough(inForce, CLIENT)).toBe(through);
    expect(engine.differences(planned, inForce)).toHaveLength(Object.keys(change).length);
  });

  test('it stops short behind two devices that each add an entry', () => {
    const both = engine.planned({ ...TRUST, forwardLimit: 2, knownProxies: ['10.0.0.2', BALANCER] });
    const hops = [
      { presentsAs: ['10.0.0.2'], headerPolicy: 'replace' as const },
      { presentsAs: [BALANCER], headerPolicy: 'append' as const },
    ];
    const arrived = headerAtNode(hops, CLIENT);
    const request = { peer: arrived.peer, headers: arrived.lines.map((line): HeaderField => [HEADER, line]) };
    expect(engine.faults(both, { ...both, forwardLimit: 1 }, request)).toEqual(['stops short']);
  });
});

test.each(leftmostCases.cases)('the leftmost entry: $id', ({ lines: sent, clientIp }) => {
  const engine = engineOf('leftmost');
  const headers = sent.map((line): HeaderField => ['x-forwarded-for', line]);
  expect(engine.resolve({ peer: BALANCER, headers }, { headerName: HEADER }).clientIp).toBe(clientIp);
});
