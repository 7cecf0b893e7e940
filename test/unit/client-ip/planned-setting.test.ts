import { expect, it } from 'vitest';
import { plannedSetting } from '../../../core/client-ip/planned-setting.ts';

const hop = (presentsAs: string, headerPolicy: 'replace' | 'remove') => ({
  name: 'balancer',
  presentsAs,
  headerPolicy,
});

it('trusts every hop and the ranges that were entered, and reads the header the application reads', () => {
  const setting = plannedSetting(
    { hops: [hop('10.0.0.4', 'replace')], trustedRanges: ['10.1.0.0/16'] },
    'X-Original-For',
  );
  expect(setting).toEqual({
    enabled: true,
    forwardLimit: 1,
    knownProxies: ['10.0.0.4'],
    knownNetworks: ['10.1.0.0/16'],
    headerName: 'X-Original-For',
  });
});

it('is on also where no hop adds an entry: pages and plan say the same of it', () => {
  const setting = plannedSetting({ hops: [hop('10.0.0.4', 'remove')], trustedRanges: [] }, 'X-Forwarded-For');
  expect(setting).toMatchObject({ enabled: true, forwardLimit: 0 });
});
