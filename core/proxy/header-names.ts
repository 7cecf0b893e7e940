/**
 * Fields between two neighbours only, never passed on (RFC 9110, 7.6.1; RFC 9112, 9.6). `Trailer` goes because
 * trailers are not passed on (allowed by RFC 9110, 6.5.1), `Proxy-Auth*` because they speak to a proxy.
 */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Fields for the target and the end of a message. No policy and no client can remove them. */
const NEEDED_BY_ALL = new Set(['host', 'content-length', 'expect']);

/** Whether a field concerns one connection only. */
export function isHopByHop(name: string): boolean {
  return HOP_BY_HOP.has(name.toLowerCase());
}

/** Whether a field is needed by whoever takes the message further. */
export function isNeededByAll(name: string): boolean {
  return NEEDED_BY_ALL.has(name.toLowerCase());
}

/** Whether a field belongs to the message's address or framing, and so to no header policy. */
export function isMessageField(name: string): boolean {
  return isHopByHop(name) || isNeededByAll(name);
}

/**
 * A name as gateways may read it: CGI-like interfaces turn `-` and `_` into the same character (RFC 3875, 4.1.18), so
 * `X_Forwarded_For` forges there what `X-Forwarded-For` says.
 */
export function comparableName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
