import { expect, test } from 'vitest';
import { FarmError } from '../../../core/model/errors.ts';
import type { Host } from '../../../core/model/host.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import { Secret } from '../../../core/model/secret.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { runPlan } from '../../../core/runner/run-plan.ts';
import { farmHosts } from '../../support/farm-hosts.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';
import { RecordingHosts } from '../../support/recording-hosts.ts';

const plan = makePlan(exampleVerification());
const never = new AbortController().signal;

test('a plan is the same for the same answers', () => {
  expect(makePlan(exampleVerification())).toEqual(plan);
});

test('a run performs every action once, stage after stage, and ends done', async () => {
  const hosts = new RecordingHosts();
  expect((await runPlan(plan, hosts.ports(), never)).outcome).toBe('done');
  const wished = stepsOf(plan).flatMap(({ apply }) => apply);
  expect(hosts.performed).toHaveLength(wished.length);
  const order = hosts.performed.map(({ host }) => host);
  expect(order.indexOf('database')).toBeLessThan(order.indexOf('node-01'));
  expect(order.indexOf('node-01')).toBeLessThan(order.indexOf('node-02'));
  expect(order.lastIndexOf('node-03')).toBeLessThan(order.indexOf('balancer'));
});

test('a second run does nothing to what is in place', async () => {
  const hosts = new RecordingHosts();
  await runPlan(plan, hosts.ports(), never);
  const before = hosts.performed.length;
  hosts.events.length = 0;
  expect((await runPlan(plan, hosts.ports(), never)).outcome).toBe('done');
  expect(hosts.performed.slice(before).map(({ action }) => action.kind)).toEqual([]);
  expect(hosts.events.some(({ body }) => body.type === 'step.applying')).toBe(false);
});

test('further nodes get the first node’s certificate, key and key ring, read back from it', async () => {
  const hosts = new RecordingHosts();
  await runPlan(plan, hosts.ports(), never);
  for (const node of ['node-02', 'node-03']) {
    const files = hosts.performed.flatMap(({ host, action }) =>
      host === node && action.kind === 'file' ? [action] : [],
    );
    for (const path of ['certificate.pem', 'certificate-key.pem', 'key-ring.key'])
      expect(files.find((file) => file.path === path)?.content).toBe(`content of ${path} on node-01`);
    expect(files.find((file) => file.path === 'certificate-key.pem')?.ownerOnly).toBe(true);
  }
});

test('a failed step ends the run there; later stages are not begun', async () => {
  const hosts = new RecordingHosts();
  hosts.onPerform = (host, action) => {
    if (host === 'node-02' && action.kind === 'service')
      throw new FarmError({ code: 'service.did-not-start', message: 'It did not start.', remedy: 'See its log.' });
  };
  const outcome = await runPlan(plan, hosts.ports(), never);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    error: { code: 'service.did-not-start', at: 'node-02' },
    step: { id: 'further-nodes.install.node-02' },
  });
  expect(hosts.performed.some(({ host }) => host === 'balancer')).toBe(false);
});

test('what was carried out and is not in place afterwards is a failure, not a success', async () => {
  const hosts = new RecordingHosts();
  hosts.neverInPlace = (action) => action.kind === 'deed';
  const outcome = await runPlan(plan, hosts.ports(), never);
  expect(outcome).toMatchObject({
    outcome: 'failed',
    error: { code: 'step.not-in-place' },
    step: { id: 'ip-detection.set' },
  });
});

test('a node that answers 503 is not settled, and the error says what was seen', async () => {
  const hosts = new RecordingHosts();
  const outcome = await runPlan(
    plan,
    hosts.ports(() => 503),
    never,
  );
  expect(outcome).toMatchObject({
    outcome: 'failed',
    error: { code: 'node.not-healthy', message: expect.stringContaining('503') },
  });
});

test('healthy answers count in a row: one bad answer begins the count again', async () => {
  const hosts = new RecordingHosts();
  const statuses = [200, 200, 200, 200, 500, 200];
  let asked = 0;
  await runPlan(
    plan,
    hosts.ports(() => statuses[asked++] ?? 200),
    never,
  );
  const counts = hosts.events.flatMap(({ body }) => (body.type === 'wait.progress' ? [body.healthy] : [])).slice(0, 6);
  expect(counts).toEqual([1, 2, 0, 1, 2, 3]);
});

test('a cancelled run says so and begins nothing more', async () => {
  const hosts = new RecordingHosts();
  const control = new AbortController();
  hosts.onPerform = (host) => {
    if (host === 'node-01') control.abort(new Error('cancelled'));
  };
  expect((await runPlan(plan, hosts.ports(), control.signal)).outcome).toBe('cancelled');
  expect(hosts.performed.some(({ host }) => host === 'node-02')).toBe(false);
  expect(hosts.events.at(-1)?.body).toEqual({ type: 'run.ended', outcome: 'cancelled' });
});

test('no event holds a secret, and shown actions hold «labels»', async () => {
  const hosts = new RecordingHosts();
  await runPlan(plan, hosts.ports(), never);
  const text = JSON.stringify(hosts.events);
  expect(text).not.toContain('value of ');
  expect(text).not.toContain('content of certificate-key.pem');
  expect(text).toContain('«password of the service account»');
});

/** The steps that wait for a person after this run, with the hash of what they are made from. */
function handedOver({ events }: RecordingHosts): { step: string; inputs: string }[] {
  return events.flatMap(({ body }) =>
    body.type === 'step.state' && body.state === 'handed over' ? [{ step: body.step, inputs: body.inputs ?? '' }] : [],
  );
}

test('a step on the host of a person is handed over; other hosts of the stage go on, and the run ends waiting', async () => {
  const hosts = new RecordingHosts();
  hosts.persons = ['node-02'];
  expect((await runPlan(plan, hosts.ports(), never)).outcome).toBe('waiting');
  expect(handedOver(hosts).map(({ step }) => step)).toEqual(['further-nodes.install.node-02']);
  const worked = new Set(hosts.performed.map(({ host }) => host));
  expect([...worked].sort()).toEqual(['database', 'node-01', 'node-03']);
  expect(hosts.events.at(-1)?.body).toEqual({ type: 'run.ended', outcome: 'waiting' });
});

test('what a person handed in is in place, is confirmed by what is seen, and the run goes on', async () => {
  const hosts = new RecordingHosts();
  hosts.persons = ['node-02'];
  await runPlan(plan, hosts.ports(), never);
  hosts.handedIn = handedOver(hosts);
  hosts.events.length = 0;
  expect((await runPlan(plan, hosts.ports(), never)).outcome).toBe('done');
  const states = hosts.events.flatMap(({ body }) =>
    body.type === 'step.state' && body.step === 'further-nodes.install.node-02' ? [body.state] : [],
  );
  expect(states).toEqual(['inspecting', 'confirming', 'in place']);
});

test('a person gets all steps of a stage at once, and none is expected to behave before those ahead of it are done', async () => {
  const hosts = new RecordingHosts();
  hosts.persons = ['database'];
  await runPlan(plan, hosts.ports(), never);
  const all = handedOver(hosts);
  expect(all.map(({ step }) => step)).toEqual(['database.prepare', 'database.tables']);
  hosts.handedIn = all.slice(1);
  hosts.events.length = 0;
  expect((await runPlan(plan, hosts.ports(), never)).outcome).toBe('waiting');
  expect(handedOver(hosts).map(({ step }) => step)).toEqual(['database.prepare']);
});

test('a step that was handed in as done and does not behave fails', async () => {
  const hosts = new RecordingHosts();
  hosts.persons = ['node-02'];
  await runPlan(plan, hosts.ports(), never);
  hosts.handedIn = handedOver(hosts);
  expect(
    await runPlan(
      plan,
      hosts.ports(() => 503),
      never,
      { hosts: ['node-02'] },
    ),
  ).toMatchObject({
    outcome: 'failed',
    error: { code: 'node.not-healthy' },
  });
});

test('a step is not waited for where this computer lacks the address that requests are sent from', async () => {
  const hosts = new RecordingHosts();
  const code = 'vantage.address-not-here';
  const send = () => Promise.reject(new FarmError({ code, message: 'No such address.', remedy: 'Add it.' }));
  const ended = await runPlan(plan, { ...hosts.ports(), vantage: { send } }, never);
  expect(ended).toMatchObject({ outcome: 'failed', error: { code } });
  expect(hosts.events.filter(({ body }) => body.type === 'wait.progress')).toEqual([]);
});

test('the person is told labels, never secrets', async () => {
  const hosts = new RecordingHosts();
  hosts.persons = ['database'];
  const hashed: string[] = [];
  const ports = hosts.ports();
  await runPlan(plan, { ...ports, hashInputs: (text) => String(hashed.push(text)) }, never);
  expect(hashed).toHaveLength(2);
  expect(hashed.join()).toContain('«password of the service account»');
  expect(hashed.join()).not.toContain('value of ');
});

test('one further node comes first; the others follow once it is done, beside each other', async () => {
  const hosts = new RecordingHosts();
  await runPlan(plan, hosts.ports(), never);
  const further = hosts.events.flatMap(({ body, host }) =>
    body.type === 'step.state' && body.step.startsWith('further-nodes') ? [`${host} ${body.state}`] : [],
  );
  expect(further.indexOf('node-02 done')).toBeLessThan(further.indexOf('node-03 inspecting'));
  const failing = new RecordingHosts();
  failing.onPerform = (host) => {
    if (host === 'node-02') throw new FarmError({ code: 'x', message: 'It failed.', remedy: 'Look.' });
  };
  await runPlan(plan, failing.ports(), never);
  expect(failing.performed.some(({ host }) => host === 'node-03')).toBe(false);
});

const NAMES = ['node-01', 'node-02', 'node-03', 'node-04', 'node-05', 'node-06'];

test.each([
  ['every node differs', () => true, 'node-02'],
  ['the first node is in place already', (host: string) => host !== 'node-02', 'node-03'],
])('a second run that changes healthy nodes changes one first and stops when it does not get healthy again: %s', async (_what, differs, canary) => {
  const nodes = NAMES.map((name, index) => ({ name, address: `127.9.9.${101 + index}`, port: 8000 + index }));
  const wide = makePlan(exampleVerification({ ...exampleFarm(), hosts: farmHosts(nodes) }));
  const hosts = new RecordingHosts();
  await runPlan(wide, hosts.ports(), never);
  const changed = new Set<string>();
  hosts.onPerform = (host) => void changed.add(host);
  // Whoever is started with the new password answers 503; the others are as healthy as before.
  const ports = hosts.ports(() => (changed.size === 0 ? 200 : 503));
  const again = {
    ...ports,
    secret: () => new Secret('another password'),
    host: (name: string): Host =>
      differs(name)
        ? ports.host(name)
        : { ...ports.host(name), inspect: async () => ({ state: 'in place', detail: '' }) },
  };
  expect(await runPlan(wide, again, never, { page: 'further-nodes' })).toMatchObject({
    outcome: 'failed',
    error: { code: 'node.not-healthy', at: canary },
  });
  expect([...changed]).toEqual([canary]);
});

test('the others are changed beside each other once the first one that was changed is healthy', async () => {
  const hosts = new RecordingHosts();
  await runPlan(plan, hosts.ports(), never);
  const changed = new Set<string>();
  hosts.onPerform = (host) => void changed.add(host);
  const again = { ...hosts.ports(), secret: () => new Secret('another password') };
  expect((await runPlan(plan, again, never, { page: 'further-nodes' })).outcome).toBe('done');
  expect([...changed]).toEqual(['node-02', 'node-03']);
});
