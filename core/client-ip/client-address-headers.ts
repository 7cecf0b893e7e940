/**
 * Headers in which proxies, content delivery networks and firewalls hand on the address of a client, besides the one that
 * an application is set to. An application, or a part in it, may believe any of them.
 *
 * Sources: RFC 7239 (Forwarded); the documentation of NGINX, Cloudflare, CloudFront, Akamai, Fastly, Azure Front Door,
 * Google App Engine, Fly.io, DigitalOcean, Netlify, Vercel, Imperva, Sucuri, Alibaba Cloud, Envoy, WebLogic and IBM WebSphere.
 */
export const CLIENT_ADDRESS_HEADERS: readonly string[] = [
  'X-Forwarded-For',
  'Forwarded',
  'X-Real-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
  'CF-Pseudo-IPv4',
  'Fastly-Client-IP',
  'X-Azure-ClientIP',
  'X-Azure-SocketIP',
  'X-Appengine-User-IP',
  'Fly-Client-IP',
  'DO-Connecting-IP',
  'X-NF-Client-Connection-IP',
  'X-Vercel-Forwarded-For',
  'Incap-Client-IP',
  'X-Sucuri-ClientIP',
  'Ali-CDN-Real-IP',
  'CDN-Src-IP',
  'X-Envoy-External-Address',
  'WL-Proxy-Client-IP',
  'Proxy-Client-IP',
  '$WSRA',
  'Client-IP',
  'X-Client-IP',
  'X-Client-Address',
  'X-Cluster-Client-IP',
  'X-ProxyUser-IP',
  'X-Original-Forwarded-For',
  'X-Original-For',
  'X-Forwarded',
  'Forwarded-For',
  'X-Originating-IP',
  'X-Remote-IP',
  'X-Remote-Addr',
  'Remote-Addr',
  'CF-Connecting-IPv6',
  'CloudFront-Viewer-Address',
];

/** The forged address that goes with one of these headers, so that a recorded one tells which header was believed (RFC 5737). */
export function forgedAddressFor(header: string): string {
  return `203.0.113.${CLIENT_ADDRESS_HEADERS.indexOf(header) + 1}`;
}

/** Returns the header whose forged address this is; null if it is none of them. */
export function headerOfForged(address: string): string | null {
  const last = /(?:^|[^\d.])203\.0\.113\.(\d{1,3})(?!\d)/.exec(address)?.[1];
  return (last === undefined ? undefined : CLIENT_ADDRESS_HEADERS[Number(last) - 1]) ?? null;
}
