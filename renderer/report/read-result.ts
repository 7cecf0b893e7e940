import { cancelledSentence } from '../../core/history/last-proof.ts';
import type { Outcome, Verdict } from '../../core/model/check.ts';
import { isGood } from '../../core/model/good-verdict.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import type { Proof, Result } from '../../core/model/result.ts';

interface Forged {
  harmless: number;
  of: number;
  unknown: number;
}

/** One path through the farm, with its observations. */
export interface NodeRow {
  proof: Proof;
  /** Forged requests of this service that were refused or had no effect, of how many; null if this node was not asked. */
  forged: Forged | null;
}

/** Service by service and node by node; failed rows come first, the others keep the farm's order. */
export function nodeRows(result: Result): NodeRow[] {
  const forged = new Map(
    [...new Set(proofOf(result).map(({ service }) => service))].map((name) => [name, forgedOf(name)]),
  );
  const rows = proofOf(result).map((proof) => ({
    proof,
    // Results of other nodes do not count for a node that got no request.
    forged: proof.verdict === 'could not run' ? null : (forged.get(proof.service) ?? forgedOf(proof.service)),
  }));
  return rows.sort((one, other) => Number(isGood(one.proof.verdict)) - Number(isGood(other.proof.verdict)));

  function forgedOf(service: string): Forged {
    const attempts = spoofOf(result).filter((attempt) => attempt.service === service);
    const count = (...outcomes: string[]) => attempts.filter(({ outcome }) => outcomes.includes(outcome)).length;
    return { harmless: count('ignored', 'refused'), of: attempts.length, unknown: count('unknown') };
  }
}

/** The paths of a result. One that was cancelled has none of its own: they are in the checks that were judged by then. */
function proofOf(result: Result): Proof[] {
  if (result.proof.length > 0) return result.proof;
  return result.checks.flatMap(({ id, subject: { service, node }, verdict, evidence }) =>
    id === 'audit.client-ip' && service !== undefined && node !== undefined
      ? [
          {
            service,
            node,
            token: textOf(evidence.token) ?? '',
            sentFrom: textOf(evidence.sentFrom) ?? '',
            audited: textOf(evidence.audited),
            verdict,
          },
        ]
      : [],
  );
}

type Spoof = Pick<Result['spoof'][number], 'service' | 'outcome'>;

/** The forged requests of a result; of one that was cancelled, those in the checks that were judged by then. */
function spoofOf(result: Result): Spoof[] {
  if (result.spoof.length > 0) return result.spoof;
  return result.checks.flatMap(({ id, subject: { service }, evidence: { variants } }) =>
    id === 'spoof.refused' && service !== undefined && typeof variants === 'object' && variants !== null
      ? Object.values(variants as Record<string, Spoof['outcome']>).map((outcome) => ({ service, outcome }))
      : [],
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** What was seen on the paths through the farm. */
export interface Paths {
  of: number;
  /** Paths on which the record holds the address the request was sent from. */
  held: number;
  /** Paths on which it holds another address or none. */
  other: number;
  /** Paths on which no record was seen. */
  unseen: number;
}

/** Counts the paths by what was seen on them: only one that passed, if with a warning, was seen to hold. */
export function pathsOf(proof: Result['proof']): Paths {
  const held = proof.filter(({ verdict }) => verdict === 'pass' || verdict === 'warning').length;
  const other = proof.filter(({ verdict }) => verdict === 'fail').length;
  return { of: proof.length, held, other, unseen: proof.length - held - other };
}

/** A cause with the outcomes that follow from it. */
export interface NextThing {
  id: string;
  title: string;
  remedy: string;
  symptoms: Outcome[];
}

/** What to do next, likeliest first. Findings that no cause explains stand for themselves at the end. */
export function nextThings(result: Result): NextThing[] {
  const explained = new Set(result.causes.flatMap((cause) => cause.explains));
  const causes = result.causes.map(({ id, title, remedy, explains }) => {
    const keys = new Set(explains);
    return { id, title, remedy, symptoms: result.checks.filter((check) => keys.has(outcomeKey(check))) };
  });
  const alone = findings(result).filter((check) => !explained.has(outcomeKey(check)) && check.causedBy === null);
  return [
    ...causes,
    ...alone.map((check) => ({
      id: outcomeKey(check),
      title: check.cause ?? check.title,
      remedy: check.remedy ?? '',
      symptoms: [check],
    })),
  ];
}

/** A fact that should be equal on all nodes. */
export interface SameFact {
  title: string;
  outcome: Outcome;
  values: { node: string; value: string | null; differs: boolean }[];
}

/** Facts compared between nodes, from every outcome whose evidence is such a comparison. */
export function sameFacts(result: Result): SameFact[] {
  return result.checks.flatMap((outcome) => {
    const { values, differing } = outcome.evidence;
    if (typeof values !== 'object' || values === null || !Array.isArray(differing)) return [];
    const entries = Object.entries(values as Record<string, unknown>).map(([node, value]) => ({
      node,
      value: value === null || value === undefined ? null : String(value),
      differs: differing.includes(node),
    }));
    return [{ title: outcome.title, outcome, values: entries }];
  });
}

/** Checks of one kind. */
export interface Category {
  id: string;
  checks: Outcome[];
}

/** `audit` of `audit.client-ip`: what checks are grouped by. */
function categoryOf(id: string): string {
  return id.split('.')[0] ?? id;
}

/** Checks by category, in the order they were judged. */
export function categories(checks: readonly Outcome[]): Category[] {
  const groups = new Map<string, Outcome[]>();
  for (const check of checks) {
    const id = categoryOf(check.id);
    const members = groups.get(id);
    if (members === undefined) groups.set(id, [check]);
    else members.push(check);
  }
  return [...groups].map(([id, members]) => ({ id, checks: members }));
}

/** One way of forging, and what it came to in each service. */
interface SpoofRow {
  variant: string;
  cells: { service: string; outcome: string; verdict: Verdict }[];
}

/** Variants down, services across. */
export function spoofRows(result: Result): { services: string[]; rows: SpoofRow[] } {
  const services = [...new Set(result.spoof.map(({ service }) => service))];
  const variants = [...new Set(result.spoof.map(({ variant }) => variant))];
  const rows = variants.map((variant) => ({
    variant,
    cells: services.flatMap((service) => {
      const attempt = result.spoof.find((one) => one.variant === variant && one.service === service);
      return attempt === undefined ? [] : [{ service, outcome: attempt.outcome, verdict: attempt.verdict }];
    }),
  }));
  return { services, rows };
}

/** Every check that is neither passed nor rightly left out. What a person cancelled is no finding. */
export function findings(result: Result): Outcome[] {
  return result.checks.filter(({ verdict }) => !isGood(verdict) && verdict !== 'cancelled');
}

/** The verdict as a sentence; of a proof that was cancelled before anything failed, how far it came. */
export function verdictSentence(result: Result): string {
  return (result.overall === 'unknown' ? cancelledSentence(result) : null) ?? result.sentence;
}
