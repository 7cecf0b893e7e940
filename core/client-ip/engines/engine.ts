import type { IpDetection } from '../../model/ip-detection.ts';
import type { HeaderField } from '../header-entries.ts';

/** A request as it reaches the node. */
export interface ForwardedRequest {
  /** The TCP peer, or null if the host gives no address. */
  readonly peer: string | null;
  readonly peerPort?: number | undefined;
  readonly headers: readonly HeaderField[];
}

/** One header entry that was considered, from the right. */
export interface WalkStep {
  readonly entry: string;
  /** The address that presents the entry: the peer, then each accepted entry; null if the host gives no peer. */
  readonly presentedBy: string | null;
  readonly trusted: boolean | 'not checked';
  /** The entry's address in canonical text; null if it is no address or was not read. */
  readonly parsed: string | null;
}

/** Why the evaluation stopped. */
export type WalkStop =
  | { readonly reason: 'header not read' | 'no entries' | 'entries used up' }
  | { readonly reason: 'limit zero' | 'limit reached'; readonly limit: number; readonly entry: string }
  | { readonly reason: 'presenter not trusted'; readonly entry: string; readonly presenter: string }
  | { readonly reason: 'entry does not parse'; readonly entry: string; readonly presenter: string | null }
  /**
   * No entry was applied, although the evaluation shows some. `entry` null: the headers have different numbers of
   * entries.
   */
  | { readonly reason: 'asymmetric'; readonly header: string; readonly entry: string | null };

/** The client's address as an application finds it, and how. */
export interface Resolution {
  readonly clientIp: string | null;
  readonly walk: readonly WalkStep[];
  readonly stop: WalkStop;
}

/** The values from the hops that an engine's setting is made from. */
export interface PlannedTrust {
  readonly headerName: string;
  /** Entries that trusted hops add to the header. */
  readonly forwardLimit: number;
  /** Addresses that the next device sees as peer. */
  readonly knownProxies: readonly string[];
  /** Further trusted ranges from the answers. */
  readonly knownNetworks: readonly string[];
}

/** The trust of a setting, in a form that is the same for all engines. */
export interface TrustInForce {
  readonly headerName: string;
  /** How many entries are read at most, counted from the right; null: all. */
  readonly entries: number | null;
  /** Addresses and ranges whose header is trusted; null: every address. */
  readonly trusted: readonly string[] | null;
}

/** What is wrong with a setting in force, for a request that arrives as planned. */
export type TrustFault = 'reads no entry' | 'stops short' | 'presenter not trusted' | 'trusts everyone';

/**
 * One framework's way of finding the client's address. A setting is data in the engine's own form, as it is written and
 * read back; only the engine looks inside.
 */
export interface Engine {
  readonly id: string;
  /** Whether the application has lists of trusted proxies. */
  readonly canTrust: boolean;
  /** Returns the setting as this engine's, or null if there is none or it has another form. */
  read(value: unknown): IpDetection | null;
  planned(trust: PlannedTrust): IpDetection;
  /** @throws FarmError `client-ip.config-invalid`, `client-ip.request-fails` */
  resolve(request: ForwardedRequest, setting: IpDetection): Resolution;
  /** Runs one test case. @param config the engine's own configuration, unchecked */
  resolveCase(request: ForwardedRequest, config: unknown): Record<string, unknown>;
  trust(setting: IpDetection): TrustInForce;
  /** Returns the entry of the setting through which this address is trusted, or null. */
  trustedThrough(setting: IpDetection, address: string): string | null;
  faults(planned: IpDetection, inForce: IpDetection, request: ForwardedRequest): TrustFault[];
  /** Returns the setting in words: the rows of a table. */
  rows(setting: IpDetection): { name: string; value: string }[];
  /** Returns what differs from the planned setting, each as a sentence part. */
  differences(planned: IpDetection, inForce: IpDetection): string[];
  /**
   * Returns what a setting trusts beyond the planned one, each as a sentence part: other addresses, more entries, another
   * header. `unread`: entries whose meaning is not known.
   */
  beyond(planned: IpDetection, inForce: IpDetection): { more: string[]; unread: string[] };
  /** Returns the remedy for a setting that trusts every address. @param peer the balancer, as the nodes see it */
  remedyForTrustingEveryone(peer: string): string;
}
