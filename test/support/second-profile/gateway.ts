import type { Profile } from '../../../core/model/profile.ts';
import { textAudit } from './audit.ts';
import { checks } from './checks.ts';
import { facts } from './facts.ts';
import { ipDetectionSteps, trustInForce } from './ip-detection.ts';
import { CERTIFICATE, CERTIFICATE_KEY, firstNodeSteps, furtherNodeSteps, SERVICE } from './node-steps.ts';
import { questions } from './questions.ts';
import { GATEWAY, HEADER } from './requests.ts';
import { GatewaySettings } from './settings.ts';

/** An application of another shape than the sample: a relay over TCP and a portal over HTTPS, with no database of its own. */
export const gateway: Profile = {
  id: GATEWAY,
  name: 'Mail gateway',
  claims: ['practice', 'person'],
  services: [
    { name: 'relay', title: 'Mail relay', kind: 'tcp', nodePort: 2525, healthPath: null, requestPath: null },
    {
      name: 'portal',
      title: 'Portal',
      kind: 'https',
      nodePort: 8443,
      healthPath: '/status',
      requestPath: () => '/start',
    },
  ],
  clientIp: { engine: 'leftmost', header: HEADER, inForce: trustInForce },
  audit: textAudit,
  signIn: null,
  facts,
  serviceName: SERVICE,
  certificateOutputs: { certificate: CERTIFICATE, key: CERTIFICATE_KEY },
  checks,
  questions,
  settings: GatewaySettings,
  databaseSteps: () => [],
  firstNodeSteps,
  furtherNodeSteps,
  ipDetectionSteps,
};
