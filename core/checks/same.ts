import type { NodeFacts } from '../model/host-client.ts';
import { type Check, type Judgement, notPass, pass } from './check.ts';
import { isHealthy, type Observations } from './observations.ts';
import type { Verification } from './ports.ts';

type Values = Map<string, string | null>;

/** All nodes hold the very same certificate, as their TLS handshake showed it. */
export const sameCertificate = sameCheck('same.certificate', 'certificate', certificatesOf, {
  explain: 'another certificate',
  remedy: 'Install the certificate of the first node, with its key, on every node.',
});

/** All nodes run the same version. */
export const sameVersion = sameCheck('same.version', 'version', factOf('version'), {
  explain: 'another version',
  remedy: 'Bring every node to the same version before clients are let in.',
});

/** All nodes run under the same service account. */
export const sameAccount = sameCheck('same.account', 'service account', factOf('serviceAccount'), {
  explain: 'another service account',
  remedy: 'Run the application under one service account on every node.',
});

/** All nodes' connection strings mean the same database, however they are written. */
export const sameConnection = sameCheck('same.connection', 'database connection', factOf('connection'), {
  explain: 'another database connection',
  remedy: 'Give every node the connection string of the first node.',
  equal: ({ database }, one, other) => database.sameConnection(one, other),
});

/** All nodes share one key ring; compared by HMAC, never by value. */
export const sameKeyRing = sameCheck('same.key-ring', 'key ring', keyRingsOf, {
  explain: 'another key ring',
  remedy: 'Give every node the key ring of the first node.',
});

function sameCheck(
  id: string,
  fact: string,
  valuesOf: (verification: Verification, seen: Observations) => Values,
  told: {
    explain: string;
    remedy: string;
    equal?: (verification: Verification, one: string, other: string) => boolean;
  },
): Check {
  return {
    id,
    title: `Every node has the same ${fact}`,
    required: true,
    effect: 'reads',
    page: 'further-nodes',
    after: 'settings',
    judge: (verification, seen) => {
      const values = valuesOf(verification, seen);
      const equal = told.equal ?? ((_verification, one: string, other: string) => one === other);
      const known = [...values].filter((entry): entry is [string, string] => entry[1] !== null);
      const [reference] = known;
      const differing = known
        .filter(([, value]) => reference !== undefined && !equal(verification, reference[1], value))
        .map(([node]) => node);
      const evidence = { values: Object.fromEntries(values), differing };
      if (differing.length > 0)
        return [
          notPass(
            'fail',
            {},
            {
              cause: `${differing.join(', ')} ${differing.length === 1 ? 'has' : 'have'} ${told.explain} than ${reference?.[0]}.`,
              remedy: told.remedy,
              evidence,
            },
          ),
        ];
      return [unknownOf(seen, fact, values, evidence) ?? pass({}, evidence)];
    },
  };
}

function unknownOf(
  seen: Observations,
  fact: string,
  values: Values,
  evidence: Record<string, unknown>,
): Judgement | null {
  const unknown = [...values].filter(([, value]) => value === null).map(([node]) => node);
  if (unknown.length === 0) return null;
  return notPass(
    'could not run',
    {},
    {
      cause: `The ${fact} of ${unknown.join(', ')} could not be read.`,
      remedy: `Bring ${unknown.join(', ')} back first.`,
      evidence,
      ...(unknown.every((node) => !isHealthy(seen, node)) ? { causedBy: 'health.node' } : {}),
    },
  );
}

function certificatesOf({ farm }: Verification, seen: Observations): Values {
  return new Map(
    farm.nodes.map(({ name }) => {
      const look = seen.health.find((candidate) => candidate.node === name && candidate.certificate !== null);
      return [name, look?.certificate?.fingerprint ?? null];
    }),
  );
}

function factOf(fact: keyof NodeFacts) {
  return ({ farm }: Verification, seen: Observations): Values =>
    new Map(farm.nodes.map(({ name }) => [name, seen.facts.get(name)?.value?.[fact] ?? null]));
}

/** Enough of the HMAC to tell rings apart, and not the whole of it. */
function keyRingsOf({ farm }: Verification, seen: Observations): Values {
  return new Map(farm.nodes.map(({ name }) => [name, seen.facts.get(name)?.value?.keyRingMac.slice(0, 12) ?? null]));
}
