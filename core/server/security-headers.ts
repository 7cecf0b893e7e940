import { pageHeaders } from '../api/page-headers.ts';

/** Headers of every answer: a page may open its socket on this port and nothing else. */
export function securityHeaders(port: number): Record<string, string> {
  return pageHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
}
