import type { Subject } from '../model/check.ts';

/** Returns what an outcome is about: `node-02 (web)`, `node-02`, or `web`; null where it is the whole farm. */
export function subjectWords({ node, service }: Subject): string | null {
  if (node === undefined) return service ?? null;
  return service === undefined ? node : `${node} (${service})`;
}
