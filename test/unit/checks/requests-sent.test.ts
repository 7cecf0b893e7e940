import { expect, it } from 'vitest';
import { notTried, untriedShapes } from '../../../core/checks/not-tried.ts';
import {
  countRequests,
  requestsOf,
  sentRequests,
  unseenShare,
  withRequests,
} from '../../../core/checks/requests-sent.ts';
import { requestSentences } from '../../../core/model/result-facts.ts';
import {
  CHECKS,
  CLIENT,
  exampleVerification,
  healthyScene,
  NODES,
  recordedRequest,
  SERVICES,
} from '../../support/healthy-scene.ts';
import { exampleResult } from '../runbook/example-result.ts';

const verification = exampleVerification();
const judged = (seen = healthyScene(verification)) =>
  CHECKS.flatMap((check) =>
    check.judge(verification, seen).map((judgement) => ({
      ...{ id: check.id, title: check.title, required: check.required, page: check.page, clause: null },
      ...judgement,
    })),
  );

it('requests are counted for each shape and address', () => {
  expect(
    countRequests([
      { shape: 'plain', sentFrom: 'a' },
      { shape: 'plain', sentFrom: 'b' },
      { shape: 'forged', sentFrom: 'a' },
      { shape: 'plain', sentFrom: 'a' },
    ]),
  ).toEqual([
    { shape: 'plain', sentFrom: 'a', requests: 2 },
    { shape: 'plain', sentFrom: 'b', requests: 1 },
    { shape: 'forged', sentFrom: 'a', requests: 1 },
  ]);
});

it('every request with a token counts, and none that this computer could not send', () => {
  const seen = healthyScene(verification);
  const all = sentRequests(seen);
  expect(all).toHaveLength(seen.requests.length + seen.spoofs.length + seen.direct.length);
  expect(all.filter(({ shape }) => shape === 'plain GET')).toHaveLength(NODES.length * SERVICES.length);
  const error = { code: 'vantage.address-not-here', field: null, message: 'No such address.', remedy: 'Add it.' };
  seen.requests.push({ ...recordedRequest('web', 'node-01'), status: null, error });
  expect(sentRequests(seen)).toHaveLength(all.length);
});

it.each([
  [0, null],
  [3, null],
  [4, 0.75],
  [412, 3 / 412],
])('after %d right requests, a fault in more than %s of them would have been seen', (requests, share) => {
  expect(unseenShare(requests)).toBe(share);
});

it('a share is stated only where the whole promise passed', () => {
  const seen = healthyScene(verification);
  const sent = sentRequests(seen);
  expect(requestsOf(sent, judged())).toMatchObject({
    ...{ total: sent.length, asClients: seen.requests.length },
    unseenShare: 3 / seen.requests.length,
  });
  const wrong = judged().map((outcome) =>
    outcome.id === 'spoof.refused' ? { ...outcome, verdict: 'could not tell' as const } : outcome,
  );
  expect(requestsOf(sent, wrong)?.unseenShare).toBeNull();
  expect(requestsOf(sent, [])?.unseenShare).toBeNull();
});

it('the share is told in plain words, rounded so that no more is claimed than was seen', () => {
  const requests = { total: 500, asClients: 412, sent: [], unseenShare: 3 / 412 };
  expect(requestSentences({ ...exampleResult(), requests }).join(' ')).toContain(
    'A fault in more than 0.73 % of requests as clients send them would have been seen with 95 % certainty; a rarer one may have stayed unseen.',
  );
  const cancelled = { ...exampleResult(), requests: null };
  expect(requestSentences(cancelled)).toEqual(['How many requests were sent is not recorded.']);
  cancelled.checks = cancelled.checks.map((check) => ({ ...check, verdict: 'cancelled' }));
  expect(requestSentences(cancelled)[0]).toMatch(/^The proof was cancelled before its requests were counted\./);
  const wrong = requestSentences({ ...exampleResult(), requests: { ...requests, unseenShare: null } }).join(' ');
  expect(wrong).not.toContain('95 %');
});

it('a check tells how many requests it rests on, and one that looks at none tells nothing', () => {
  const seen = healthyScene(verification);
  const with_ = withRequests(judged(), CHECKS, seen);
  const of = (id: string, node?: string) => with_.find((one) => one.id === id && one.subject.node === node)?.requests;
  expect(of('audit.client-ip', 'node-01')).toBe(1);
  expect(of('forged-direct.refused', 'node-01')).toBe(seen.direct.filter(({ node }) => node === 'node-01').length);
  expect(of('spoof.refused')).toBe(seen.spoofs.filter(({ service }) => service === 'web').length);
  expect(of('health.node', 'node-01')).toBeUndefined();
});

it('what was not tried says why: nobody allowed it, no request got there, or the shape cannot be sent', () => {
  const skipped = judged().slice(0, 1);
  const [outcome] = skipped.map((one) => ({ ...one, verdict: 'skipped' as const, cause: '“X” was not allowed.' }));
  if (outcome === undefined) throw new Error('there is a check');
  const proof = [
    { service: 'web', node: 'node-03', token: '', sentFrom: CLIENT, audited: null, verdict: 'could not run' as const },
  ];
  const untold = { ...outcome, id: 'entrances.closed', verdict: 'not applicable' as const, cause: 'It is not known.' };
  expect(notTried([untold], [], [])).toEqual(['It is not known.']);
  expect(notTried([outcome, outcome], proof, ['HTTP/1.0 was not sent.'])).toEqual([
    '“X” was not allowed.',
    'No request through web reached node-03.',
    'HTTP/1.0 was not sent.',
  ]);
});

it('shapes that a service has none of, and a second client that is not there, were not tried', () => {
  const seen = healthyScene(verification);
  seen.shapesMissing = [{ service: 'web', shape: 'post', why: 'the application has no harmless POST request' }];
  expect(untriedShapes(verification, seen)).toEqual([
    'In web no request in the shape “POST” was sent: the application has no harmless POST request.',
    'Two clients beside each other were not tried: only one client address is known.',
  ]);
  // The look for forged headers says the same.
  seen.shapesMissing.push(...seen.shapesMissing);
  const two = { ...verification, farm: { ...verification.farm, clientAddresses: [CLIENT, '127.9.9.11'] } };
  expect(untriedShapes(two, seen)).toHaveLength(1);
});

it('a shape that did not reach a node was not tried there', () => {
  const two = { ...verification, farm: { ...verification.farm, clientAddresses: [CLIENT, '127.9.9.11'] } };
  const seen = healthyScene(verification);
  expect(untriedShapes(two, seen)).toEqual([]);
  const sent = (shape: string, node: string | null, nth?: number) =>
    void seen.shaped.push({ ...recordedRequest('web', 'node-01'), shape, node, ...(nth === undefined ? {} : { nth }) });
  for (const node of NODES) sent('browser', node);
  sent('post', 'node-02');
  sent('http-1.0', null);
  for (const node of NODES) sent('kept-connection', node);
  sent('plain', 'node-01');
  expect(untriedShapes(two, seen)).toEqual([
    'In web no request in the shape “POST” reached node-01 and node-03.',
    'In web no request in the shape “HTTP/1.0” reached node-01, node-02 and node-03.',
    'In web no second request in the shape “Three requests on one connection” was answered: the connection was ended.',
  ]);
  sent('kept-connection', 'node-01', 2);
  expect(untriedShapes(two, seen)).toHaveLength(2);
  // A node that no request reached at all is told otherwise.
  seen.requests = seen.requests.filter(({ node }) => node !== 'node-03');
  expect(untriedShapes(two, seen)[0]).toBe('In web no request in the shape “POST” reached node-01.');
});
