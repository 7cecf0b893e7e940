import type { Resolution, WalkStop } from '../../core/client-ip/engines/engine.ts';
import { engineOf } from '../../core/client-ip/engines/index.ts';
import { headerEntries } from '../../core/client-ip/header-entries.ts';
import { sameAddressText } from '../../core/client-ip/same-address.ts';
import type { IpDetection } from '../../core/model/ip-detection.ts';
import type { AddressEvidence } from './address-evidence.ts';

/** The decision of an application about one header entry. */
export type Decision =
  | { kind: 'accepted'; address: string }
  | { kind: 'presenter not trusted'; presenter: string }
  | { kind: 'does not parse' }
  | { kind: 'beyond the limit'; limit: number }
  | { kind: 'not read' };

/** One entry, from the right: who added it, and its evaluation with either setting. */
interface WalkRow {
  entry: string;
  /** Its place in the header, from the left, counted from 0. */
  place: number;
  /** The address that added it; null if the walk never reaches it. */
  presentedBy: string | null;
  /** Null if the setting in force is not known. */
  believes: Decision | null;
  should: Decision;
}

/** The evaluation from the peer to the client's address, entry by entry, with the setting in force and as planned. */
export interface HeaderWalk {
  headerName: string;
  /** All entries, left to right. */
  entries: string[];
  rows: WalkRow[];
  /** The evaluation with the setting in force; null if that is unknown or cannot be computed. */
  believed: { address: string | null; stop: WalkStop } | null;
  /** The evaluation with the planned setting. */
  planned: { address: string | null; stop: WalkStop };
  /** True if even the planned setting would not find the client: the header itself is wrong, not the trust. */
  arrivesWrong: boolean;
  /** Index of the first row with a difference; null if there is none. */
  parting: number | null;
}

/** The header walk of a recorded request, computed with the application's own rules. */
export function headerWalk(evidence: AddressEvidence): HeaderWalk {
  const { headerName } = engineOf(evidence.engine).trust(evidence.planned);
  const entries = headerEntries(evidence.forwarded);
  const inForce = resolveInForce(evidence);
  const planned = resolve(evidence, evidence.planned);
  const rows = [...entries].reverse().map((entry, index): WalkRow => {
    const believes = inForce === null ? null : decision(inForce, index);
    const should = decision(planned, index);
    const presentedBy = planned.walk[index]?.presentedBy ?? inForce?.walk[index]?.presentedBy ?? null;
    return { entry, place: entries.length - 1 - index, presentedBy, believes, should };
  });
  const arrivesWrong = !sameAddressText(planned.clientIp, evidence.sentFrom);
  const parting = arrivesWrong
    ? rows.findIndex(({ should }) => should.kind === 'accepted' && should.address === planned.clientIp)
    : rows.findIndex(({ believes, should }) => believes !== null && !sameDecision(believes, should));
  return {
    headerName,
    entries,
    rows,
    believed: inForce === null ? null : { address: inForce.clientIp, stop: inForce.stop },
    planned: { address: planned.clientIp, stop: planned.stop },
    arrivesWrong,
    parting: parting < 0 ? null : parting,
  };
}

/** Null if the setting cannot be read, or is one the application itself could not be started with. */
function resolveInForce(evidence: AddressEvidence): Resolution | null {
  if (evidence.settings === null) return null;
  try {
    return resolve(evidence, evidence.settings);
  } catch {
    return null;
  }
}

function resolve({ engine, planned, peer, forwarded }: AddressEvidence, setting: IpDetection): Resolution {
  const { trust, resolve } = engineOf(engine);
  const { headerName } = trust(planned);
  return resolve({ peer, headers: forwarded.map((line) => [headerName, line] as const) }, setting);
}

function decision({ walk, stop }: Resolution, index: number): Decision {
  const step = walk[index];
  if (step === undefined) {
    const atLimit = stop.reason === 'limit reached' || stop.reason === 'limit zero';
    return atLimit && index === walk.length ? { kind: 'beyond the limit', limit: stop.limit } : { kind: 'not read' };
  }
  if (step.trusted === false) return { kind: 'presenter not trusted', presenter: step.presentedBy ?? '' };
  return step.parsed === null ? { kind: 'does not parse' } : { kind: 'accepted', address: step.parsed };
}

function sameDecision(one: Decision, other: Decision): boolean {
  if (one.kind !== other.kind) return false;
  return one.kind !== 'accepted' || other.kind !== 'accepted' || one.address === other.address;
}
