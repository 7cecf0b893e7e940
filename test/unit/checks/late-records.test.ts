import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readObservations, writeObservations } from '../../../core/checks/kept-observations.ts';
import type { Observations } from '../../../core/checks/observations.ts';
import { ProofWaits } from '../../../core/checks/proof-waits.ts';
import { type Verified, verify } from '../../../core/checks/verify.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { type Host, READING_WAITS } from '../../../core/model/host.ts';
import { exampleVerification, healthyScene } from '../../support/healthy-scene.ts';
import { type Behaviour, inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

const CHECKS = ['health.node', 'distribution', 'audit.recorded', 'audit.client-ip', 'spoof.refused'];

/** A simulated farm in which a person looks up the audit records. */
class FarmOfAPerson extends SimulatedFarm {
  /** What the person has handed in; null where that is still to come. */
  answer: 'as it is' | 'nothing' | 'failed' | null = null;
  asked = 0;

  constructor(behaviour: Partial<Behaviour> = {}) {
    super({ persistence: 'none', ...behaviour });
    this.verification.profile = {
      ...this.verification.profile,
      checks: CHECKS.map((check) => ({ check, clause: null })),
      audit: this.byPerson(),
    };
  }

  byPerson() {
    const { audit } = this.verification.profile;
    return {
      ...audit,
      ask: (...wanted: Parameters<typeof audit.ask>) =>
        audit.ask(...wanted).map((asked) => ({ ...asked, host: 'person' })),
    };
  }

  hosts = (name: string): Host => {
    const host = this.host(name);
    if (name !== 'person') return host;
    return {
      ...host,
      answers: 'later',
      read: async (reading, signal) => {
        this.asked++;
        if (this.answer === null) throw new FarmError({ code: READING_WAITS, message: 'It waits.', remedy: 'Wait.' });
        if (this.answer === 'failed') throw new FarmError({ code: 'x', message: 'No rights.', remedy: 'Get some.' });
        return this.answer === 'nothing' ? '[]' : await host.read(reading, signal);
      },
    };
  };

  proof(seen?: Observations): Promise<Verified> {
    const { vantage, hosts, record, consent, inspectPlan } = this;
    const ports = { vantage, host: hosts, record, consent, inspectPlan };
    return inTestTime(verify(this.verification, ports, new AbortController().signal, { seen }));
  }

  /** Sends everything, and returns what is kept of it. */
  async sent(): Promise<Observations> {
    const waits: unknown = await this.proof().catch((error: unknown) => error);
    if (!(waits instanceof ProofWaits) || waits.seen === null) throw new Error('it did not wait for records');
    return readObservations(writeObservations(waits.seen));
  }
}

const verdicts = ({ outcomes }: Verified) =>
  outcomes.map(({ id, subject, verdict }) => [id, subject.node ?? subject.service ?? '', verdict].join(' ')).sort();

test('a proof whose records a person looks up comes to the same verdicts as one that reads them itself', async () => {
  const farm = new FarmOfAPerson();
  const seen = await farm.sent();
  const sent = farm.requests.length;
  farm.answer = 'as it is';
  const late = await farm.proof(seen);
  expect(farm.requests).toHaveLength(sent);
  expect(new Set(late.outcomes.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
  expect(late.proof.every(({ sentFrom, audited }) => sentFrom === audited)).toBe(true);
});

test('while records are missing nothing is judged, and the proof waits on', async () => {
  const farm = new FarmOfAPerson();
  const seen = await farm.sent();
  expect(farm.events.some(({ body }) => body.type === 'check.judged')).toBe(false);
  await expect(farm.proof(seen)).rejects.toBeInstanceOf(ProofWaits);
});

test('where the person finds no records, they are missing, and where they cannot be read it could not run', async () => {
  const farm = new FarmOfAPerson();
  const seen = await farm.sent();
  farm.answer = 'nothing';
  expect(verdicts(await farm.proof(structuredClone(seen)))).toContain('audit.recorded node-01 fail');
  farm.answer = 'failed';
  const { outcomes } = await farm.proof(structuredClone(seen));
  const recorded = outcomes.find(({ id }) => id === 'audit.recorded');
  expect(recorded).toMatchObject({ verdict: 'could not run', cause: expect.stringContaining('No rights.') });
  expect(outcomes.filter(({ id }) => id === 'audit.client-ip').every(({ verdict }) => verdict !== 'pass')).toBe(true);
});

test('what people read is asked before anything is sent', async () => {
  const farm = new FarmOfAPerson();
  farm.verification.profile = { ...farm.verification.profile, checks: [{ check: 'balancer.pool', clause: null }] };
  const { status } = farm.verification.balancer;
  farm.verification.balancer = { ...farm.verification.balancer, status: (of) => ({ ...status(of), host: 'person' }) };
  await expect(farm.proof()).rejects.toMatchObject({ seen: null });
  expect([farm.requests, farm.events]).toEqual([[], []]);
});

test('observations are the same after they were kept', () => {
  const seen = healthyScene(exampleVerification());
  expect(readObservations(writeObservations(seen))).toEqual(seen);
});
