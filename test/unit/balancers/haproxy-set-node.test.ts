import { expect, test } from 'vitest';
import { readSetNodeAnswer, setNodeLine } from '../../../core/balancers/haproxy/set-node.ts';

test('one line says both: its weight, which persistence looks at, and its state', () => {
  expect([setNodeLine('web', 'node-01', 'drain'), setNodeLine('web', 'node-01', 'ready')]).toEqual([
    'set server web/node-01 weight 0%;set server web/node-01 state drain',
    'set server web/node-01 weight 100%;set server web/node-01 state ready',
  ]);
});

test('a node whose name has a dot or an underscore can be drained like any other', () => {
  expect(setNodeLine('web', 'web.01_a', 'drain')).toBe(
    'set server web/web.01_a weight 0%;set server web/web.01_a state drain',
  );
});

test.each([
  ['service', 'web;shutdown sessions server web/node-01', 'node-01'],
  ['node', 'web', 'node-01\nset server web/node-02 state maint'],
  ['node', 'web', '#1'],
  ['node', 'web', 'node-01/node-02'],
  ['service', '', 'node-01'],
])('a %s that would say more is refused: %j %j', (field, service, node) => {
  const refused = expect.objectContaining({ code: 'balancer.value-unsafe', field });
  expect(() => setNodeLine(service, node, 'drain')).toThrow(refused);
});

test.each(['', '\n', '\n\n', ' \n'])('%j says that it is done', (text) => {
  expect(() => readSetNodeAnswer(text)).not.toThrow();
});

test.each([
  ['No such server.\n\nNo such server.\n\n', 'HAProxy did not set the node: No such server.'],
  ['No such backend.\n', 'HAProxy did not set the node: No such backend.'],
  ['Permission denied\n', 'HAProxy did not set the node: Permission denied'],
])('%j says why not', (text, message) => {
  const refused = expect.objectContaining({ code: 'balancer.command-refused', message });
  expect(() => readSetNodeAnswer(text)).toThrow(refused);
});
