import { describe, expect, test } from 'vitest';
import { headerAtNode } from '../../../core/client-ip/header-at-node.ts';
import { HeaderPolicy } from '../../../core/model/header-policy.ts';
import policies from '../../cases/header-policies.json' with { type: 'json' };

const CLIENT = '127.77.0.10';

describe('one hop does to the header what the proxy does', () => {
  test.each(policies.cases)('$id', ({ policy, sent, received }) => {
    const hops = [{ presentsAs: ['127.77.0.4'], headerPolicy: HeaderPolicy.parse(policy) }];
    expect(headerAtNode(hops, CLIENT, sent)).toEqual({ lines: received, peer: '127.77.0.4' });
  });
});

test('each hop sees the one before it as peer', () => {
  const hops = [
    { presentsAs: ['127.77.0.5'], headerPolicy: 'replace' as const },
    { presentsAs: ['127.77.0.4', '127.77.0.6'], headerPolicy: 'append' as const },
  ];
  expect(headerAtNode(hops, CLIENT, ['192.0.2.66'])).toEqual({
    lines: [`${CLIENT}, 127.77.0.5`],
    peer: '127.77.0.4',
  });
  expect(headerAtNode([], CLIENT, ['192.0.2.66'])).toEqual({ lines: ['192.0.2.66'], peer: CLIENT });
});
