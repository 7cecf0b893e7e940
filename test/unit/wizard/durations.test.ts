import { expect, it } from 'vitest';
import { secondsAt, withSeconds } from '../../../core/wizard/durations.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

it.each([
  ['healthCheck.intervalMs', '2', 2],
  ['healthCheck.timeoutMs', 0.25, 0.25],
  ['settle.limitMs', ' 1,5 ', 1.5],
])('%s is asked and shown in seconds: %j', (path, entered, seconds) => {
  const farm = withSeconds(exampleFarm(), path, entered);
  expect(farm && secondsAt(farm, path)).toBe(seconds);
});

it.each([null, '', '0', '0.0001', '-1', 'soon', '86401', '1e3'])('%j is refused as a duration', (entered) => {
  expect(() => withSeconds(exampleFarm(), 'settle.limitMs', entered)).toThrow(
    expect.objectContaining({ field: 'settle.limitMs', remedy: 'Enter the time in seconds, from 0.001 to 86400.' }),
  );
});

it('other questions are not durations', () => {
  expect(secondsAt(exampleFarm(), 'settle.times')).toBe(undefined);
  expect(withSeconds(exampleFarm(), 'settle.times', '3')).toBe(null);
});
