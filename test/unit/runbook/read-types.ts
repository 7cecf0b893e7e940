import type { Action } from '../../../core/model/action.ts';
import type { Output } from '../../../core/model/plan.ts';
import type { Renderings } from '../../../core/model/reading.ts';

type HealthRequest = Extract<Action, { kind: 'wait' }>['health'][number];

/** A text whose references are names of placeholders. No part is empty, no two literal ones stand side by side. */
export type ReadText = (string | { placeholder: string })[];

interface ReadScript {
  text: string;
  parameters: Record<string, ReadText>;
}

export type ReadReading =
  | { kind: 'file'; path: string }
  | { kind: 'talk'; socket: string; say: string; example: string }
  | (ReadScript & { kind: 'sql'; database: string; as: string; example: string })
  | { kind: 'told'; by: Renderings<ReadText> };

/** An action as the Markdown says it. */
export type ReadAction = { title: string } & (
  | { kind: 'file'; path: string; content: ReadText; ownerOnly: boolean }
  | { kind: 'key'; path: string; bytes: number }
  | { kind: 'certificate'; names: string[]; certificatePath: string; keyPath: string }
  | {
      kind: 'sql';
      part: 'server' | 'database';
      database: string;
      statements: ReadScript[];
      verify: ReadScript & { rows: unknown };
      unless?: ReadScript & { rows: unknown; reason: string };
      undo: string;
    }
  | { kind: 'accept'; program: string; path: string }
  | { kind: 'service'; name: string; program: string; account: string; password: ReadText | null; reads: string[] }
  | { kind: 'deed'; by: Renderings<ReadText>; done: { reading: ReadReading; expect: string } }
  | { kind: 'wait'; health: HealthRequest[]; times: number; intervalMs: number; limitMs: number }
);

export interface ReadStep {
  id: string;
  title: string;
  page: string;
  who: string;
  host: string;
  needs: string[];
  makes: Output[];
  apply: ReadAction[];
  confirm: ReadAction[];
  expected: string;
  ifNot: string;
  undo: { how: string } | { none: string };
}

/** Where the value of a placeholder comes from: a name a person gives it under, or a file. */
export interface ReadPlaceholder {
  name: string;
  secret: boolean;
  source: { given: string } | { file: string; host: string; madeByStep: number };
}

export interface ReadRunbook {
  steps: ReadStep[];
  placeholders: ReadPlaceholder[];
  signIn: { address: string; port: number; account: string; passwordName: string } | null;
}
