import type { Outcome } from '../../core/model/check.ts';
import type { IpDetection } from '../../core/model/ip-detection.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import type { Result } from '../../core/model/result.ts';

/** The evidence of one request in an outcome about a recorded address. */
export interface AddressEvidence {
  node: string;
  token: string;
  sentFrom: string;
  /** Null if the record holds no address. */
  audited: string | null;
  peer: string | null;
  /** The forwarded header's lines as the node saw them. */
  forwarded: string[];
  /** In force on that node; null if that cannot be read. */
  settings: IpDetection | null;
  planned: IpDetection;
  /** Id of the client IP engine whose settings these are. */
  engine: string;
  /** ISO time of the record. */
  at: string | null;
}

/** The evidence of an outcome as address evidence, or null if it is of another kind. */
export function addressEvidence(outcome: Outcome): AddressEvidence | null {
  const { node, token, sentFrom, audited, peer, forwarded, settings, planned, engine, at } = outcome.evidence;
  if (typeof engine !== 'string' || !isSetting(planned)) return null;
  if (typeof sentFrom !== 'string' || !Array.isArray(forwarded)) return null;
  return {
    node: typeof node === 'string' ? node : (outcome.subject.node ?? ''),
    token: typeof token === 'string' ? token : '',
    sentFrom,
    audited: typeof audited === 'string' ? audited : null,
    peer: typeof peer === 'string' ? peer : null,
    forwarded: forwarded.filter((line) => typeof line === 'string'),
    settings: isSetting(settings) ? settings : null,
    planned,
    engine,
    at: typeof at === 'string' ? at : null,
  };
}

function isSetting(value: unknown): value is IpDetection {
  return typeof value === 'object' && value !== null;
}

/** An outcome with what it saw of an address. */
interface AddressOutcome {
  outcome: Outcome;
  evidence: AddressEvidence;
}

/**
 * The failed outcome that shows the wrong address best: one that the most likely cause explains, else any.
 * Null if no address was recorded wrongly.
 */
export function wrongAddress(result: Result): AddressOutcome | null {
  const [likeliest] = result.causes;
  const wrong = withEvidence(result).filter(({ outcome }) => outcome.verdict === 'fail');
  if (likeliest === undefined) return wrong[0] ?? null;
  return wrong.find(({ outcome }) => likeliest.explains.includes(outcomeKey(outcome))) ?? null;
}

/** A passed outcome with a correctly recorded address, of the same node and service if possible. */
export function rightAddress(result: Result, like: Outcome | null): AddressOutcome | null {
  const right = withEvidence(result).filter(
    ({ outcome, evidence }) => outcome.verdict === 'pass' && evidence.audited !== null,
  );
  return right.find(({ outcome }) => like !== null && outcomeKey(outcome) === outcomeKey(like)) ?? right[0] ?? null;
}

function withEvidence(result: Result): AddressOutcome[] {
  return result.checks.flatMap((outcome) => {
    const evidence = addressEvidence(outcome);
    return evidence === null ? [] : [{ outcome, evidence }];
  });
}

/** A setting that the last proof read from a node, preferably one that differs from the plan; null if none was read. */
export function settingInForce(result: Result | null): { node: string; setting: IpDetection } | null {
  const read = (result === null ? [] : withEvidence(result)).flatMap(({ evidence: { node, settings, planned } }) =>
    settings === null
      ? []
      : [{ node, setting: settings, differs: JSON.stringify(settings) !== JSON.stringify(planned) }],
  );
  const [first] = read.toSorted((one, other) => Number(other.differs) - Number(one.differs));
  return first === undefined ? null : { node: first.node, setting: first.setting };
}
