import type { CheckUse } from '../../model/profile.ts';

const FORWARDED_HEADERS_PAGE = 'ASP.NET Core: Configure ASP.NET Core to work with proxy servers and load balancers';
const DATA_PROTECTION_PAGE = 'ASP.NET Core: Configure Data Protection';

/** What the sample application must prove, each with the public source that asks for it. */
export const checks: CheckUse[] = [
  { check: 'health.node', clause: { source: 'RFC 9110', place: '15.3.1 200 OK' } },
  { check: 'balancer.pool', clause: { source: 'RFC 9110', place: '15.3.1 200 OK' } },
  {
    check: 'distribution',
    clause: { source: FORWARDED_HEADERS_PAGE, place: 'Other web server and platform scenarios' },
  },
  { check: 'requests.answered', clause: { source: 'RFC 9110', place: '15.5 Client Error 4xx, 15.6 Server Error 5xx' } },
  { check: 'persistence.as-planned', clause: { source: 'RFC 6265', place: '4.2.1 Cookie syntax' } },
  { check: 'audit.recorded', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  { check: 'audit.client-ip', clause: { source: FORWARDED_HEADERS_PAGE, place: 'Forwarded Headers Middleware order' } },
  { check: 'audit.time', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  { check: 'audit.node', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  { check: 'header.as-planned', clause: { source: 'RFC 7239', place: '5.2 Forwarded For' } },
  { check: 'vantage.untrusted', clause: { source: FORWARDED_HEADERS_PAGE, place: 'KnownProxies and KnownNetworks' } },
  { check: 'trust.not-wider', clause: { source: FORWARDED_HEADERS_PAGE, place: 'KnownProxies and KnownNetworks' } },
  { check: 'spoof.refused', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  {
    check: 'forged-direct.refused',
    clause: { source: FORWARDED_HEADERS_PAGE, place: 'KnownProxies and KnownNetworks' },
  },
  { check: 'bypass.closed', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  { check: 'entrances.closed', clause: { source: 'RFC 7239', place: '8.1 Header validity and integrity' } },
  {
    check: 'ip-detection.as-planned',
    clause: { source: FORWARDED_HEADERS_PAGE, place: 'Forwarded Headers Middleware options' },
  },
  { check: 'balancer.as-planned', clause: { source: 'RFC 7239', place: '5.2 Forwarded For' } },
  { check: 'node.unchanged', clause: { source: 'RFC 9110', place: '15.3.1 200 OK' } },
  { check: 'plan.in-place', clause: { source: DATA_PROTECTION_PAGE, place: 'Sharing keys between instances' } },
  { check: 'drill.node-loss', clause: { source: 'RFC 9110', place: '15.6.4 503 Service Unavailable' } },
  { check: 'certificate.lasts', clause: { source: 'RFC 9525', place: '6 Verifying Service Identity' } },
  { check: 'same.certificate', clause: { source: 'RFC 9525', place: '6 Verifying Service Identity' } },
  { check: 'same.version', clause: { source: DATA_PROTECTION_PAGE, place: 'Sharing keys between instances' } },
  { check: 'same.account', clause: { source: DATA_PROTECTION_PAGE, place: 'Sharing keys between instances' } },
  { check: 'same.connection', clause: { source: DATA_PROTECTION_PAGE, place: 'Persisting keys' } },
  { check: 'same.key-ring', clause: { source: DATA_PROTECTION_PAGE, place: 'Persisting keys' } },
  { check: 'sign-in.across', clause: { source: DATA_PROTECTION_PAGE, place: 'Sharing keys between instances' } },
];
