import { nodesOf } from '../../model/farm-parts.ts';
import type { Fact } from '../../model/profile.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { facts } from '../looks/facts.ts';
import { health } from '../looks/health.ts';
import { hasPassed, isHealthy, type Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';

const NODES_TOLD = 3;

type Values = Map<string, string | null>;

/** All nodes have the same certificate, as their TLS handshake showed it. */
export const sameCertificate = sameCheck('same.certificate', 'certificate', certificatesOf, {
  shown: firstBytes,
  remedy: 'Install the certificate of the first node, with its key, on every node.',
});

/** All nodes have the same value of a fact, or values that mean the same. */
export function sameFact({ id, title, remedy, equal }: Fact): Check {
  const valuesOf = ({ farm }: Verification, seen: Observations): Values =>
    new Map(nodesOf(farm).map(({ name }) => [name, seen.facts.get(name)?.get(id)?.value ?? null]));
  return sameCheck(`same.${id}`, title, valuesOf, {
    remedy,
    fact: id,
    equal: ({ database }, one, other) => {
      try {
        return equal?.(one, other, database) ?? one === other;
      } catch {
        // A value that cannot be read means nothing: a finding, and no reason to end the verification.
        return one === other;
      }
    },
  });
}

function sameCheck(
  id: string,
  title: string,
  valuesOf: (verification: Verification, seen: Observations) => Values,
  told: {
    remedy: string;
    /** Id of the fact, where nodes were asked for one. */
    fact?: string;
    /** A value in the cause, where it would be too long there. */
    shown?: (value: string) => string;
    equal?: (verification: Verification, one: string, other: string) => boolean;
  },
): Check {
  return {
    id,
    title: `Every node has the same ${title}`,
    required: true,
    page: 'further-nodes',
    field: 'nodes',
    needs: told.fact === undefined ? [health] : [facts],
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
              cause: `The ${title} is not the same: ${reference?.[0]} ${told.fact === undefined ? 'has' : 'says'} “${shown(reference?.[1] ?? '')}”, ${others(differing.map((node) => `${node} “${shown(values.get(node) ?? '')}”`))}.`,
              remedy: told.remedy,
              evidence,
            },
          ),
        ];
      return [unknownOf(seen, { title, fact: told.fact ?? '' }, values, evidence) ?? pass({}, evidence)];
    },
  };
}

function unknownOf(
  seen: Observations,
  { title, fact }: { title: string; fact: string },
  values: Values,
  evidence: Record<string, unknown>,
): Judgement | null {
  const unknown = [...values].filter(([, value]) => value === null).map(([node]) => node);
  if (unknown.length === 0) return null;
  const [first = ''] = unknown;
  const health = seen.health.find((look) => look.node === first && !hasPassed(look));
  const why = seen.facts.get(first)?.get(fact)?.error?.message ?? health?.error?.message ?? 'it gave none.';
  return notPass(
    'could not run',
    {},
    {
      cause: `The ${title} of ${unknown.join(', ')} could not be read: ${why}`,
      remedy: `Start ${unknown.join(', ')} first.`,
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

/** The first few; with 50 nodes the rest stands in the evidence. */
function others(nodes: string[]): string {
  const more = nodes.length - NODES_TOLD;
  return more > 0 ? `${nodes.slice(0, NODES_TOLD).join(', ')} and ${more} more nodes another one` : nodes.join(', ');
}

/** `AA:BB:CC:DD:EE:FF:00:11…`: enough of a fingerprint to tell two apart; the whole of it is in the evidence. */
function firstBytes(fingerprint: string): string {
  return fingerprint.length > 23 ? `${fingerprint.slice(0, 23)}…` : fingerprint;
}
