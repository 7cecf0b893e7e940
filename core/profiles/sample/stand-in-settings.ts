import type { FarmHost } from '../../model/farm-host.ts';
import { balancerHop, healthPathOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import type { PlanInputs } from '../../model/profile.ts';
import { FILES } from './files.ts';
import { IP_DETECTION, REQUESTS, SIGN_IN } from './requests.ts';

/** What the stand-in application of a practice node is told, so that it behaves like this application. */
export function standInSettings({ farm, profile, database }: PlanInputs, node: FarmHost) {
  const service = (name: 'web' | 'api') => ({
    name,
    kind: serviceNamed(farm, name).kind,
    ...placeOf(farm, node, name),
    health: { path: healthPathOf(farm, { name, healthPath: REQUESTS[name].health }) },
    requests: [
      { path: REQUESTS[name].request, token: { query: REQUESTS.token } },
      { method: 'POST', path: REQUESTS[name].request, token: { body: REQUESTS.token } },
    ],
  });
  return {
    name: node.name,
    services: [service('web'), service('api')],
    admits: [...balancerHop(farm).presentsAs, farm.wizardAddress],
    connection: database.connectionString(farm),
    clientIp: { engine: profile.clientIp.engine, setting: IP_DETECTION },
    settings: {
      form: 'sql',
      read: 'SELECT value FROM settings WHERE key = :key',
      write: 'DELETE FROM settings WHERE key = :key; INSERT INTO settings (key, value) VALUES (:key, :value)',
    },
    audit: {
      form: 'sql',
      statement:
        'INSERT INTO audit (token, node, path, peer, forwarded, resolved, at) VALUES (:token, :node, :service, :peer, :forwarded, :address, :at)',
    },
    sharedSecrets: [FILES.keyRing],
    facts: {
      version: 'version',
      account: 'account',
      connection: 'connection',
      'key-ring': { fingerprintOf: FILES.keyRing },
    },
    signIn: { service: 'web', ...SIGN_IN, keyRing: FILES.keyRing },
  };
}
