import { expect, test } from 'vitest';
import { sqlAudit } from '../../../core/audit-sources/sql/sql.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

const source = sqlAudit({
  text: 'SELECT token, node, path, peer, forwarded, resolved, at FROM audit WHERE token = :token',
  columns: ['token', 'node', 'service', 'peer', 'forwarded', 'address', 'at'],
  example: ['fw-1', 'node-01', 'web', '192.0.2.4', '["198.51.100.7"]', '198.51.100.7', '2026-01-31T12:00:00.000Z'],
  delayMs: 500,
});

test('an audit record has all its parts from its row; no row is no record; what is no table of rows is refused', () => {
  const [asked] = source.ask(exampleFarm(), { token: 'fw-1', from: new Date(0), to: new Date(1) });
  if (asked?.reading.kind !== 'sql') throw new Error('it looks into a table');
  expect(asked.parse(asked.reading.example)).toMatchObject([
    { node: 'node-01', address: '198.51.100.7', peer: '192.0.2.4', forwarded: ['198.51.100.7'], service: 'web' },
  ]);
  expect(asked.parse('[]')).toEqual([]);
  for (const text of ['', '{}', '[["too","few"]]', 'no rows']) expect(() => asked.parse(text), text).toThrow();
});
