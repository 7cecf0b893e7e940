import type { Balancer } from '../model/balancer.ts';
import type { Farm } from '../model/farm.ts';
import type { IpDetection } from '../model/ip-detection.ts';
import { momentText } from '../model/moment.ts';
import type { Plan } from '../model/plan.ts';
import type { Profile } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Waiver } from '../model/waiver.ts';
import { atAGlance } from './at-a-glance.ts';
import { beforeYouBegin } from './before-you-begin.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { farmFacts } from './farm-facts.ts';
import { howToRead } from './how-to-read.ts';
import { placeholdersOf } from './placeholders.ts';
import { visible } from './plain-text.ts';
import { proveTheFarm } from './prove-the-farm.ts';
import { headLines, reportBlocks } from './report-blocks.ts';
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
  /** The last result, or null if the farm was never verified. */
  result: Result | null;
  /** When that verdict was given (ISO 8601, UTC), and whether the farm may have changed since. */
  proof: { at: string; outdated: boolean } | null;
  waivers: Waiver[];
}

/**
 * Returns the runbook of a farm, as Markdown and as one self-contained page made from that Markdown. A person or a
 * program can build the farm with it alone. The same inputs give the same bytes, and it contains no secret.
 *
 * Readers can rely on its structure:
 *
 * - `## Stage 1: title` and below it `### Step 3: title`; steps are numbered through all stages
 * - first a list of the step's facts: `Id`, `Who`, `Host`, `Page of the wizard`, `Needs` if it needs something, and a
 *   `Makes` for each output
 * - `#### Action 3.1: title`, then `#### Confirm 3.1: title` for what must be true afterwards. Each begins with a list
 *   whose first line says the kind: `Do: write a file`, `make a random key`, `issue a certificate`, `run SQL`, `follow
 *   the instruction`, `let the program check a file`, `start a service`, `wait for health checks`. Exact values are
 *   code spans.
 * - whole texts are fenced blocks under a line that says how to read them, see `contentBlocks`
 * - `#### When step 3 is done` with `Expected result`, `If it fails`, and `Undo` or `No undo, because`
 * - `### Placeholders` lists every placeholder and where its value comes from
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
    paragraph('You can build and verify the farm with this document alone. It contains no secrets.'),
    ...summary(result, proof),
    ...farmFacts(inputs),
    ...beforeYouBegin(farm, plan, placeholders.all),
    ...howToRead(),
    ...atAGlance(plan),
    ...stageBlocks(plan, placeholders.of),
    ...proveTheFarm(farm, profile, placeholders.of),
    ...(result === null
      ? waiverBlocks(null, waivers, 2)
      : [
          heading(2, 'Report of the last verification'),
          list(...headLines(result)),
          ...reportBlocks(result, waivers, 3),
        ]),
  ];
}

/** `Verified at 2026-11-29 14:02:11 +01:00 by ada on ops-1 with Farmwright 0.1.0. `, as far as it is recorded. */
function verifiedBy({ ended, operator, computer, version }: Result, proof: RunbookInputs['proof']): string {
  const at = ended ?? proof?.at;
  if (at === undefined) return '';
  const by = operator === null ? '' : ` by ${visible(operator)}`;
  const on = computer === null ? '' : ` on ${visible(computer)}`;
  const using = version === null ? '' : ` with Farmwright ${visible(version)}`;
  return `Verified at ${visible(momentText(at))}${by}${on}${using}. `;
}

function summary(result: Result | null, proof: RunbookInputs['proof']): Block[] {
  if (result === null) return [paragraph('The farm has not been verified yet.')];
  return [
    paragraph(
      { strong: `Last verdict: ${result.overall}.` },
      ` ${visible(result.sentence)} ${verifiedBy(result, proof)}The report is at the end.`,
    ),
    ...(proof?.outdated
      ? [
          paragraph(
            { strong: 'This verdict is out of date.' },
            ' The farm was changed or a run was started after it. Verify the farm again.',
          ),
        ]
      : []),
  ];
}
