import { BALANCER, entranceSeen } from './healthy-scene.ts';
import { first } from './judgement.ts';
import { NOT_HERE, type NonPassCase, REFUSED, unhealthy } from './non-pass-case.ts';

/** The same of ways around the balancer, of signing in, and of the drill. */
export const WAYS: NonPassCase[] = [
  unhealthy('bypass.closed'),
  {
    ...{ check: 'bypass.closed', verdict: 'could not run', name: 'no such address here', value: 'no such address' },
    change: (seen) => void Object.assign(first(seen.bypass), { error: NOT_HERE }),
  },
  {
    ...{ check: 'bypass.closed', verdict: 'could not tell', name: 'out of reach for all', value: 'out of reach at' },
    change: (seen) => void Object.assign(first(seen.bypass), { control: REFUSED }),
  },
  {
    ...{ check: 'bypass.closed', verdict: 'fail', name: 'open', value: '403' },
    change: (seen) => void Object.assign(first(seen.bypass), { status: 403, error: null }),
  },
  unhealthy('entrances.closed'),
  {
    ...{ check: 'entrances.closed', verdict: 'fail', name: 'a further way in', value: 'recorded with 127.9.9.4' },
    change: (seen) => {
      const record = { node: null, address: BALANCER, at: null, raw: 'fw-entrance' };
      seen.entrances.push(entranceSeen('balancer', { records: { value: [record] } }));
    },
  },
  {
    ...{ check: 'entrances.closed', verdict: 'not applicable', name: 'hosts cannot tell', value: null },
    change: (seen) =>
      void seen.sockets.set('balancer', { error: { ...REFUSED, code: 'sockets.cannot-tell', message: 'No table.' } }),
  },
  {
    ...{ check: 'entrances.closed', verdict: 'could not run', name: 'not read', value: 'refused' },
    change: (seen) => void seen.sockets.set('node-02', { error: REFUSED }),
  },
  {
    ...{ check: 'entrances.closed', verdict: 'could not tell', name: 'not tried', value: 'no such address' },
    change: (seen) => void seen.entrances.push({ ...entranceSeen('node-02', {}), error: NOT_HERE, requests: [] }),
  },
  {
    ...{ check: 'entrances.closed', verdict: 'could not tell', name: 'no records', value: 'refused the connection' },
    change: (seen) => void seen.entrances.push(entranceSeen('node-02', { records: { error: REFUSED } })),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'not back', value: 'has it marked down' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { notBack: 'Bundled proxy has it marked down' }),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'not noticed', value: '2 of 200 requests' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { detectedMs: null }),
  },
  {
    ...{ check: 'drill.node-loss', verdict: 'fail', name: 'lost afterwards', value: '2 × status 502' },
    change: (seen) => void Object.assign(seen.drill ?? {}, { lostAfterDetection: 1 }),
  },
];
