import { z } from 'zod';
import { sqlAudit } from '../../audit-sources/sql/sql.ts';
import type { Profile, ServiceNeeds } from '../../model/profile.ts';
import { checks } from './checks.ts';
import { databaseSteps } from './database-steps.ts';
import { facts } from './facts.ts';
import { ipDetectionInForce, ipDetectionSteps } from './ip-detection.ts';
import { CERTIFICATE, CERTIFICATE_KEY, firstNodeSteps, furtherNodeSteps, SERVICE } from './node-steps.ts';
import { questions } from './questions.ts';
import { REQUESTS, SIGN_IN, SIGN_IN_AS } from './requests.ts';

/** The sample application: an ASP.NET Core style web application with a web and an API path and an audit table. */
export const sample: Profile = {
  id: 'sample',
  name: 'Sample application',
  claims: ['practice', 'person'],
  services: [
    { name: 'web', title: 'Web application', healthPath: REQUESTS.web.health, ...requestsTo(REQUESTS.web) },
    { name: 'api', title: 'API', healthPath: REQUESTS.api.health, ...requestsTo(REQUESTS.api) },
  ],
  clientIp: { engine: 'aspnetcore', header: 'X-Forwarded-For', inForce: ipDetectionInForce },
  audit: sqlAudit({
    text: 'SELECT token, node, path, peer, forwarded, resolved, at FROM audit WHERE substr(token, 1, length(:token)) = :token ORDER BY at',
    columns: ['token', 'node', 'service', 'peer', 'forwarded', 'address', 'at'],
    example: ['fw-1', 'node-01', 'web', '192.0.2.4', '["198.51.100.7"]', '198.51.100.7', '2026-01-31T12:00:00.000Z'],
    delayMs: 500,
  }),
  facts,
  signIn: {
    service: 'web',
    ...SIGN_IN,
    as: {
      account: SIGN_IN_AS,
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ account: SIGN_IN_AS }),
    },
    accountIn: (body) => Who.safeParse(jsonOf(body)).data?.account ?? null,
  },
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

/** What the application says of who is signed in. */
const Who = z.object({ account: z.string() });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function requestsTo({ request: path }: { request: string }): Pick<ServiceNeeds, 'requestPath' | 'post'> {
  const fieldFor = (token: string) => `${REQUESTS.token}=${encodeURIComponent(token)}`;
  return {
    requestPath: (token) => `${path}?${fieldFor(token)}`,
    post: (token) => ({
      path,
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: fieldFor(token),
    }),
  };
}
