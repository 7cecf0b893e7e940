import { z } from 'zod';
import type { Farm } from '../../../core/model/farm.ts';
import { Line } from '../../../core/model/line.ts';
import { GATEWAY } from './requests.ts';

/** What the gateway is asked besides what every farm is asked. */
export const GatewaySettings = z.strictObject({
  /** What the relay says to whoever connects. */
  banner: Line.max(200).default('220 mail gateway'),
  portal: z.enum(['open', 'read-only']).default('open'),
});

/** Its answers of a farm. */
export function settingsOf({ settings }: Pick<Farm, 'settings'>): z.infer<typeof GatewaySettings> {
  return GatewaySettings.parse(settings[GATEWAY] ?? {});
}
