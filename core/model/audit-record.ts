/** The audit record of one request, as the application wrote it. */
export interface AuditRecord {
  node: string;
  path: string;
  /** The address the node saw as peer. */
  peer: string;
  /** The forwarded header's lines as they arrived, top to bottom. */
  forwarded: string[];
  /** The client's address as recorded; null where none was. */
  resolved: string | null;
  at: string;
}
