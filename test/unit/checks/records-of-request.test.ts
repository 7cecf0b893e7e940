import { expect, test } from 'vitest';
import { recordsOfRequest } from '../../../core/checks/asking/records-of-request.ts';
import type { AuditEntry } from '../../../core/model/audit-source.ts';

const SENT = {
  from: new Date('2026-01-31T12:00:00.000Z'),
  to: new Date('2026-01-31T12:00:01.000Z'),
  sentFrom: '198.51.100.7',
  node: 'node-01',
  service: 'web',
};

function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return { node: 'node-01', address: '198.51.100.7', at: '2026-01-31T12:00:00.500Z', raw: 'a line', ...changes };
}

test('a record of the span and the node that answered, with the address of the request, is the one', () => {
  const own = entry();
  const others = [
    entry({ address: '203.0.113.9' }),
    entry({ node: 'node-02' }),
    entry({ service: 'api' }),
    entry({ at: '2026-01-31T11:59:59Z' }),
  ];
  expect(recordsOfRequest([...others, own], SENT)).toEqual([own]);
});

test('a wrong address shows, and is not taken for a missing record', () => {
  const wrong = entry({ address: '192.0.2.4' });
  expect(recordsOfRequest([wrong], SENT)).toEqual([wrong]);
  expect(recordsOfRequest([entry({ address: null })], SENT)).toHaveLength(1);
});

test('a record that does not say its time or its node', () => {
  expect(recordsOfRequest([entry({ at: null })], SENT)).toEqual([]);
  expect(recordsOfRequest([entry({ at: 'yesterday' })], SENT)).toEqual([]);
  expect(recordsOfRequest([entry({ node: null })], SENT)).toHaveLength(1);
  expect(recordsOfRequest([entry({ node: 'node-02' })], { ...SENT, node: null })).toHaveLength(1);
});
