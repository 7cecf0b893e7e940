import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../../core/model/secret.ts';
import { randomPassword, SecretStore } from '../../../core/secrets/secret-store.ts';

test('a secret prints a placeholder in every automatic form', () => {
  const secret = new Secret('hunter-2222');
  const forms = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ deep: [secret] }), [secret].join()];
  for (const form of [...forms, JSON.stringify(Object.entries(secret))]) expect(form).not.toContain('hunter');
  expect(secret.reveal()).toBe('hunter-2222');
});

test('known secrets are taken out of whatever is kept, at any depth', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (value, before, after) => {
      fc.pre(!'«secret»'.includes(value));
      const store = new SecretStore();
      store.set('password', new Secret(value));
      const kept = store.redact({
        sentence: `${before}${value}${after}`,
        body: { evidence: [{ deep: { b: value } }], message: value },
        n: 1,
        none: null,
      });
      expect(kept.body).toEqual({ evidence: [{ deep: { b: '«secret»' } }], message: '«secret»' });
      expect(kept.sentence).not.toBe(`${before}${value}${after}`);
    }),
    { seed: 20261, numRuns: 300 },
  );
});

test.each([
  'balancer',
  'passed',
  'node-01',
  'web-service',
  'load-balancer',
])('a password that is a word of ours, %s, leaves ids, pages and states as they are', (value) => {
  const store = new SecretStore();
  store.set('password', new Secret(value));
  const event = {
    host: 'node-01',
    page: 'load-balancer',
    body: { type: 'check.judged', outcome: { id: 'audit.client-ip', subject: { node: 'node-01' }, verdict: 'passed' } },
  };
  expect(store.redact(event)).toEqual(event);
});

test('made-up passwords differ and are long', () => {
  const passwords = new Set(Array.from({ length: 100 }, () => randomPassword().reveal()));
  expect(passwords.size).toBe(100);
  for (const password of passwords) expect(password.length).toBeGreaterThanOrEqual(36);
});
