import type { Profile } from '../../model/plug-ins.ts';
import { checks } from './checks.ts';
import { databaseSteps } from './database-steps.ts';
import { ipDetectionSteps } from './ip-detection-steps.ts';
import { CERTIFICATE, CERTIFICATE_KEY, firstNodeSteps, furtherNodeSteps, SERVICE } from './node-steps.ts';
import { questions } from './questions.ts';
import { IP_DETECTION, REQUESTS, SIGN_IN } from './requests.ts';

/** The sample application: an ASP.NET Core style web application with a web and an API path and an audit table. */
export const sample: Profile = {
  id: 'sample',
  name: 'Sample application',
  services: [
    { name: 'web', title: 'Web application', healthPath: REQUESTS.web.health, requestPath: requestTo(REQUESTS.web) },
    { name: 'api', title: 'API', healthPath: REQUESTS.api.health, requestPath: requestTo(REQUESTS.api) },
  ],
  clientIp: { engine: 'aspnetcore', setting: IP_DETECTION, headerName: 'X-Forwarded-For' },
  audit: {
    text: 'SELECT node, path, peer, forwarded, resolved, at FROM audit WHERE token = :token ORDER BY at',
    delayMs: 500,
  },
  signIn: { service: 'web', ...SIGN_IN },
  serviceName: SERVICE,
  certificateOutputs: { certificate: CERTIFICATE, key: CERTIFICATE_KEY },
  checks,
  questions,
  databaseSteps,
  firstNodeSteps,
  furtherNodeSteps,
  ipDetectionSteps,
};

function requestTo({ request }: { request: string }) {
  return (token: string) => `${request}?${REQUESTS.token}=${encodeURIComponent(token)}`;
}
