/** A value that exists only while the plan runs. Preview and runbook print its `label`, the runner binds it. */
export type Reference =
  | { output: string; label: string; secret: boolean }
  | { secretName: string; label: string; secret: true };

/** Text that may contain references: «certificate from First node». */
export type Text = string | Reference | { parts: (string | Reference)[] };

/** What the server should answer once a script has been carried out; read-only. */
export interface SqlExpectation {
  text: string;
  parameters: Record<string, Text>;
  rows: (string | number | null)[][];
}

/** A health check of the application, as the balancer and the wizard send it. */
export interface HealthRequest {
  address: string;
  port: number;
  hostName: string;
  path: string;
}

/**
 * One wished state of a host, as data. A host client can *inspect* whether it is there already and *perform* it.
 * `accept` and `wait` describe a moment, not a state: they are carried out whenever their step is applied.
 */
export type Action =
  | { kind: 'file'; title: string; path: string; content: Text; ownerOnly: boolean }
  /** Random bytes made on the host itself, in Base64 on one line; a key that is there already is kept. */
  | { kind: 'key'; title: string; path: string; bytes: number }
  /** A certificate for these names, issued by the farm's authority; a fitting one that is there already is kept. */
  | { kind: 'certificate'; title: string; names: string[]; certificatePath: string; keyPath: string }
  | {
      kind: 'sql';
      title: string;
      /** `server`: databases and logins; `database`: what lives inside one. */
      part: 'server' | 'database';
      database: string;
      statements: { text: string; parameters: Record<string, Text> }[];
      verify: SqlExpectation;
      undo: string;
    }
  /** A setting of the application, by intent, with one rendering for each way it can be made. */
  | { kind: 'setting'; title: string; key: string; value: unknown; renderings: { practice: true; operator: string } }
  /** The program itself accepts the file it is going to be started with. */
  | { kind: 'accept'; title: string; program: string; path: string }
  /** A service runs under this account, and was started after the files it reads were last changed. */
  | {
      kind: 'service';
      title: string;
      name: string;
      program: string;
      account: string;
      password: Text | null;
      reads: string[];
    }
  | { kind: 'wait'; title: string; health: HealthRequest[]; times: number; intervalMs: number; limitMs: number };

/** Text with every reference bound to its value. Bound text may hold secrets: it never enters an event. */
export function bindText(text: Text, valueFor: (reference: Reference) => string): string {
  if (typeof text === 'string') return text;
  if ('parts' in text) return text.parts.map((part) => (typeof part === 'string' ? part : valueFor(part))).join('');
  return valueFor(text);
}

/** Text as people may see it: references as «label». */
export function showText(text: Text): string {
  return bindText(text, (reference) => `«${reference.label}»`);
}
