import { nodesOf } from '../model/farm-parts.ts';
import type { NodeFacts } from '../model/host-client.ts';
import { type Check, type Judgement, notPass, pass } from './check.ts';
import { isHealthy, type Observations } from './observations.ts';
import type { Verification } from './ports.ts';

const NODES_TOLD = 3;

type Values = Map<string, string | null>;

/** All nodes hold the very same certificate, as their TLS handshake showed it. */
export const sameCertificate = sameCheck('same.certificate', 'certificate', certificatesOf, {
  shown: firstBytes,
  remedy: 'Install the certificate of the first node, with its key, on every node.',
});

/** All nodes run the same version. */
export const sameVersion = sameCheck('same.version', 'version', factOf('version'), {
  remedy: 'Bring every node to the same version before clients are let in.',
});

/** All nodes run under the same service account. */
export const sameAccount = sameCheck('same.account', 'service account', factOf('serviceAccount'), {
  remedy: 'Run the application under one service account on every node.',
});

/** All nodes' connection strings mean the same database, however they are written. */
export const sameConnection = sameCheck('same.connection', 'database connection', factOf('connection'), {
  remedy: 'Give every node the connection string of the first node.',
  equal: ({ database }, one, other) => {
    try {
      return database.sameConnection(one, other);
    } catch {
      // What is no connection string means no database: a finding, and no reason to end the verification.
      return one === other;
    }
  },
});

/** All nodes share one key ring; compared by HMAC, never by value. */
export const sameKeyRing = sameCheck('same.key-ring', 'key ring', keyRingsOf, {
  remedy: 'Give every node the key ring of the first node.',
});

function sameCheck(
  id: string,
  fact: string,
  valuesOf: (verification: Verification, seen: Observations) => Values,
  told: {
    remedy: string;
    /** A value in the cause, where it would be too long there. */
    shown?: (value: string) => string;
    equal?: (verification: Verification, one: string, other: string) => boolean;
  },
): Check {
  return {
    id,
    title: `Every node has the same ${fact}`,
    required: true,
    effect: 'reads',
    page: 'further-nodes',
    field: 'nodes',
    after: 'settings',
    judge: (verification, seen) => {
      const values = valuesOf(verification, seen);
      const equal = told.equal ?? ((_verification, one: string, other: string) => one === other);
      const known = [...values].filter((entry): entry is [string, string] => entry[1] !== null);
      const [reference] = known;
      const differing = known
        .filter(([, value]) => reference !== undefined && !equal(verification, reference[1], value))
        .map(([node]) => node);
      const { shown = (value: string) => value } = told;
      const evidence = { values: Object.fromEntries(values), differing };
      if (differing.length > 0)
        return [
          notPass(
            'fail',
            {},
            {
              cause: `The ${fact} is not the same: ${reference?.[0]} has “${shown(reference?.[1] ?? '')}”, ${others(differing.map((node) => `${node} “${shown(values.get(node) ?? '')}”`))}.`,
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
  const [first = ''] = unknown;
  const health = seen.health.find((look) => look.node === first && look.status !== 200);
  const why = seen.facts.get(first)?.error?.message ?? health?.error?.message ?? 'it showed none.';
  return notPass(
    'could not run',
    {},
    {
      cause: `The ${fact} of ${unknown.join(', ')} could not be read: ${why}`,
      remedy: `Bring ${unknown.join(', ')} back first.`,
      evidence,
      ...(unknown.every((node) => !isHealthy(seen, node)) ? { causedBy: 'health.node' } : {}),
    },
  );
}

function certificatesOf({ farm }: Verification, seen: Observations): Values {
  return new Map(
    nodesOf(farm).map(({ name }) => {
      const look = seen.health.find((candidate) => candidate.node === name && candidate.certificate !== null);
      return [name, look?.certificate?.fingerprint ?? null];
    }),
  );
}

function factOf(fact: keyof NodeFacts) {
  return ({ farm }: Verification, seen: Observations): Values =>
    new Map(nodesOf(farm).map(({ name }) => [name, seen.facts.get(name)?.value?.[fact] ?? null]));
}

/** Enough of the HMAC to tell rings apart, and not the whole of it. */
function keyRingsOf({ farm }: Verification, seen: Observations): Values {
  return new Map(nodesOf(farm).map(({ name }) => [name, seen.facts.get(name)?.value?.keyRingMac.slice(0, 12) ?? null]));
}

/** The first few; with 50 nodes the rest stands in the evidence. */
function others(nodes: string[]): string {
  const more = nodes.length - NODES_TOLD;
  return more > 0 ? `${nodes.slice(0, NODES_TOLD).join(', ')} and ${more} more nodes another one` : nodes.join(', ');
}

/** `AA:BB:CC:DD:EE:FF:00:11…`: enough of a fingerprint to tell two apart; the whole of it is in the evidence. */
function firstBytes(fingerprint: string): string {
  return fingerprint.length > 23 ? `${fingerprint.slice(0, 23)}…` : fingerprint;
}
