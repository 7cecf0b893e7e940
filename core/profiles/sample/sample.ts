import { z } from 'zod';
import type { Profile } from '../../model/plug-ins.ts';
import { checks } from './checks.ts';
import { databaseSteps } from './database-steps.ts';
import { ipDetectionSteps } from './ip-detection-steps.ts';
import { CERTIFICATE, CERTIFICATE_KEY, firstNodeSteps, furtherNodeSteps, SERVICE, WEB } from './node-steps.ts';
import { questions } from './questions.ts';

/** The sample application: an ASP.NET Core style web application with a web and an API path and an audit table. */
export const sample: Profile = {
  id: 'sample',
  name: 'Sample application',
  services: [
    {
      name: WEB,
      title: 'Web application',
      healthPath: '/health-check',
      requestPath: (token) => `/request?reference=${encodeURIComponent(token)}`,
    },
    {
      name: 'api',
      title: 'API',
      healthPath: '/api/v3.0/health-check',
      requestPath: (token) => `/api/v3.0/request?reference=${encodeURIComponent(token)}`,
    },
  ],
  clientIp: { engine: 'aspnetcore', setting: 'ipDetection', headerName: 'X-Forwarded-For' },
  audit: {
    text: 'SELECT node, path, peer, forwarded, resolved, at FROM audit WHERE token = :token ORDER BY at',
    delayMs: 500,
  },
  signIn: { service: WEB, signInPath: '/sign-in', whoPath: '/whoami' },
  serviceName: SERVICE,
  certificateOutputs: { certificate: CERTIFICATE, key: CERTIFICATE_KEY },
  checks,
  questions,
  // It has no settings of its own.
  settings: z.strictObject({}),
  databaseSteps,
  firstNodeSteps,
  furtherNodeSteps,
  ipDetectionSteps,
};
