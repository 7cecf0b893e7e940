import type { Balancer } from '../model/balancer.ts';
import type { Farm } from '../model/farm.ts';
import type { IpDetection } from '../model/ip-detection.ts';
import type { Plan } from '../model/plan.ts';
import type { Profile } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Waiver } from '../model/waiver.ts';
import { atAGlance } from './at-a-glance.ts';
import { beforeYouBegin } from './before-you-begin.ts';
import { type Block, heading, paragraph } from './document.ts';
import { farmFacts } from './farm-facts.ts';
import { howToRead } from './how-to-read.ts';
import { placeholdersOf } from './placeholders.ts';
import { visible } from './plain-text.ts';
import { proveTheFarm } from './prove-the-farm.ts';
import { reportBlocks } from './report-blocks.ts';
import { stageBlocks } from './step-blocks.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { waiverBlocks } from './waivers.ts';

/** What a runbook is made from. */
export interface RunbookInputs {
  farm: Farm;
  plan: Plan;
  /** The setting of the application's client IP engine, as planned. */
  ipDetection: IpDetection;
  profile: Profile;
  balancer: Balancer;
  /** The last result, or null where the farm was never verified. */
  result: Result | null;
  /** When that verdict was given (ISO 8601, UTC), and whether the farm may have changed since. */
  proof: { at: string; outdated: boolean } | null;
  waivers: Waiver[];
}

/**
 * The runbook of a farm, as Markdown and as one self-contained page made from that Markdown. With it alone a person, or
 * a program, can build the farm. The same inputs give the same bytes; no secret is in it.
 *
 * Its structure, which may be relied upon:
 *
 * - `## Stage 1: title` and below it `### Step 3: title`; steps are numbered through all stages
 * - first a list of the step's facts: `Id`, `Who`, `Host`, `Page of the wizard`, where it has any
 *   `Needs`, and a `Makes` for each output
 * - `#### Action 3.1: title`, and for what must be seen afterwards `#### Confirm 3.1: title`. Each begins with a list
 *   whose first line says the kind: `Do: write a file`, `make a random key`, `issue a certificate`, `run SQL`, `follow
 *   the instruction`, `let the program check a file`, `start a service`, `wait for healthy answers`. Exact values are code spans.
 * - whole texts stand in fenced blocks under a line that says how to read them, see `contentBlocks`
 * - `#### When step 3 is done` with `Expected`, `If not`, and `Undo` or `No undo, because`
 * - `### Placeholders` lists every placeholder with the place its value comes from
 * - a label that ends with `, as JSON` is followed by JSON, see `words` and `values`
 */
export function renderRunbook(inputs: RunbookInputs): { markdown: string; html: string } {
  const { farm } = inputs;
  const markdown = toMarkdown(runbookBlocks(inputs));
  return { markdown, html: toHtml(`Runbook: ${visible(farm.name)}`, markdown) };
}

/** The runbook as a document, before it is written. */
export function runbookBlocks(inputs: RunbookInputs): Block[] {
  const { farm, plan, profile, result, proof, waivers } = inputs;
  const placeholders = placeholdersOf(plan);
  return [
    heading(1, `Runbook: ${visible(farm.name)}`),
    paragraph('With this document alone the farm can be built, step by step, and proven. It holds no secrets.'),
    ...summary(result, proof),
    ...farmFacts(inputs),
    ...beforeYouBegin(farm, plan, placeholders.all),
    ...howToRead(),
    ...atAGlance(plan),
    ...stageBlocks(plan, placeholders.of),
    ...proveTheFarm(farm, profile, placeholders.of),
    ...(result === null
      ? waiverBlocks(null, waivers, 2)
      : [heading(2, 'Report of the last verification'), ...reportBlocks(result, waivers, 3)]),
  ];
}

function summary(result: Result | null, proof: RunbookInputs['proof']): Block[] {
  if (result === null) return [paragraph('The farm was not verified yet.')];
  return [
    paragraph(
      { strong: `Last verdict: ${result.overall}.` },
      ` ${visible(result.sentence)}${proof === null ? '' : ` Seen at ${visible(proof.at)}.`} The report stands at the end.`,
    ),
    ...(proof?.outdated
      ? [
          paragraph(
            { strong: 'This verdict is out of date.' },
            ' Something was begun or changed since, and did not end in a proof. Prove the farm again.',
          ),
        ]
      : []),
  ];
}
