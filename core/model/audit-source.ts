import type { Farm } from './farm.ts';
import type { Asked } from './reading.ts';

/** The audit record of one request, as the application wrote it. What its form does not hold is left out. */
export interface AuditEntry {
  /** The node that wrote it; null where the record does not say. */
  node: string | null;
  /** The client's address as recorded; null where none was. */
  address: string | null;
  at: string | null;
  /** The record as it was found. Where records are found by their token, the token stands in it. */
  raw: string;
  /** The service that was asked, by its name in the farm. */
  service?: string;
  /** The address the node saw as peer. */
  peer?: string;
  /** The forwarded header's lines as they arrived, top to bottom. */
  forwarded?: string[];
}

/** What is looked for in the audit records. */
export interface WantedRecords {
  /** A token, or the beginning that several tokens share. */
  token: string;
  /** The span of time in which the requests were sent and answered. */
  from: Date;
  to: Date;
}

/** Where an application writes the client's address, and how a record is found there. */
export interface AuditSource {
  id: string;
  /** What a record is known by. */
  finds: 'token' | 'span';
  /** How long a record may take to appear, in milliseconds. */
  delayMs: number;
  /** The questions that find the records: one for each node, or one for all. */
  ask(farm: Farm, wanted: WantedRecords): Asked<AuditEntry[]>[];
}
