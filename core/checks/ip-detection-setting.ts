import { z } from 'zod';
import type { IpDetection } from '../model/ip-detection.ts';

const Setting = z.object({
  enabled: z.boolean(),
  forwardLimit: z.number(),
  knownProxies: z.array(z.string()),
  knownNetworks: z.array(z.string()),
  headerName: z.string(),
});

/** A setting as read back from a node, or null where there is none or it is of another shape. */
export function asIpDetection(value: unknown): IpDetection | null {
  const parsed = Setting.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** The settings in the words of the screens. */
const WORDS = {
  enabled: 'IP detection',
  forwardLimit: 'the limit',
  knownProxies: 'the list of trusted addresses',
  knownNetworks: 'the list of trusted ranges',
  headerName: 'the header',
} as const satisfies Record<keyof IpDetection, string>;

/** What differs between two settings, each as a sentence part; lists are compared without order. */
export function settingDifferences(planned: IpDetection, inForce: IpDetection): string[] {
  return (Object.keys(WORDS) as (keyof IpDetection)[]).flatMap((key) => {
    const [wished, found] = [shown(planned[key]), shown(inForce[key])];
    return wished === found ? [] : [`${WORDS[key]} is ${found}, planned ${wished}`];
  });
}

function shown(value: boolean | number | string | string[]): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'empty' : [...value].sort().join(', ');
}
