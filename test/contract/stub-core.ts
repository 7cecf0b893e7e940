import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Core } from '../../core/api/core.ts';
import { compose } from '../../core/compose.ts';
import { siteLost } from '../../core/model/site.ts';
import type { Parts } from '../../core/session/parts.ts';
import { sitesWith } from '../support/practice-worlds.ts';

/** A core whose practice farms never get their hosts: each prepares until it is cancelled. Starts no process. */
export function stubCore(changes: Partial<Parts> = {}): Core {
  const farms = mkdtempSync(join(tmpdir(), 'fw-contract-'));
  return new Core({
    ...compose('/no/entries', { folderParent: farms }, { farms, recent: join(farms, 'recent.json') }),
    sites: sitesWith({
      start: (_layout, _folder, signal) =>
        new Promise((_resolve, reject) => {
          if (signal.aborted) return reject(signal.reason);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      attach: () => Promise.reject(siteLost('They are not made.', 'Make them.')),
    }),
    ...changes,
  });
}
