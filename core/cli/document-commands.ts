import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Core } from '../api/core.ts';
import { FarmError } from '../model/errors.ts';
import { ageText } from '../model/moment.ts';
import { isPromise } from '../model/promise.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { asExpected } from './expected.ts';
import { withFarm } from './farm-command.ts';
import { readAge, tooOld } from './max-age.ts';
import type { Output } from './output.ts';
import { resultText } from './result-text.ts';
import { writeOut } from './text-files.ts';

const RUNBOOKS = ['md', 'html'] as const;

/** Formats of a report. All of them are made from the same result. */
const REPORTS = ['html', 'md', 'junit', 'json', 'text'] as const;

/** `runbook FILE`: writes the runbook to a path. @throws FarmError `input.invalid`, `file.unwritable` */
export function runbookCommand(
  path: string,
  options: { format: string; out: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { out } = options;
  const format = formatAmong(RUNBOOKS, options.format, 'Use md or html.');
  refuseFarmsOwn(path, out);
  return withFarm(core, output, { path, write: false }, async (client, farm) => {
    const { text } = await client.farm.runbook({ farm, format });
    await writeOut(out, text);
    output.answer({ path: out }, `The runbook is in ${out}.`);
    return EXIT.done;
  });
}

/**
 * `report FILE`: writes the report of the last verification to a path.
 * @returns the exit code of its verdict; 5 for a result that is older than was allowed, of which nothing is written
 * @throws FarmError `input.invalid`, `file.unwritable`, `report.not-proven`
 */
export function reportCommand(
  path: string,
  options: { format: string; out: string; maxAge?: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { out } = options;
  const known = formatAmong(REPORTS, options.format, `Use one of: ${REPORTS.join(', ')}.`);
  const mostMs = options.maxAge === undefined ? null : readAge(options.maxAge);
  refuseFarmsOwn(path, out);
  return withFarm(core, output, { path, write: false }, async (client, farm) => {
    // Called for every format, because it refuses a report of a farm that was not verified.
    const { text, ended } = await client.farm
      .report({ farm, format: known === 'json' || known === 'text' ? 'md' : known })
      .catch(asExpected);
    const { result } = await client.farm.get({ farm });
    if (result === null) return EXIT.unknown;
    const ageMs = ended === null ? null : Date.now() - Date.parse(ended);
    const refused = mostMs === null ? null : tooOld(ageMs, mostMs);
    if (refused !== null) {
      output.fail(refused);
      return EXIT.unknown;
    }
    const own = { json: () => `${JSON.stringify(result, null, 2)}\n`, text: () => `${resultText(result, ageMs)}\n` };
    await writeOut(out, known === 'json' || known === 'text' ? own[known]() : text);
    const age = ageMs === null ? 'When its result was made is not recorded.' : `Its result is ${ageText(ageMs)} old.`;
    output.answer({ path: out, ended }, `The report is in ${out}. ${age}`);
    return exitCodeOf(result.overall);
  });
}

/** `waive FILE`: adds waivers for what the last verification found. @throws FarmError naming the option at fault */
export function waiveCommand(
  path: string,
  options: { check: string; node?: string; service?: string; who: string; why: string; until: string },
  core: Core,
  output: Output,
): Promise<number> {
  const { check, node, service, who, why, until } = options;
  return withFarm(core, output, { path, write: true }, async (client, farm) => {
    const subject = { ...(node === undefined ? {} : { node }), ...(service === undefined ? {} : { service }) };
    await client.farm.waive({ farm, check, ...subject, who, why, until }).catch(asExpected);
    const { waivers } = await client.farm.get({ farm });
    const effect = isPromise(check)
      ? 'It is documented, but no farm is ready without this check.'
      : 'It covers only what was found; another cause is a new finding.';
    output.answer(
      { waivers },
      `The waiver for ${check} holds until ${until}. The check still runs and is still shown. ${effect}`,
    );
    return EXIT.done;
  });
}

function formatAmong<F extends string>(formats: readonly F[], given: string, remedy: string): F {
  const known = formats.find((format) => format === given);
  if (known !== undefined) return known;
  throw new FarmError({
    code: 'input.invalid',
    field: 'format',
    message: `The format “${given}” is not known.`,
    remedy,
  });
}

/** Refuses a path that belongs to the farm file, its spare copy, its log or its lock. */
function refuseFarmsOwn(farm: string, out: string): void {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return resolve(path);
    }
  };
  const own = ['', '.last-good', '.journal', '.lock'].map((ending) => real(`${real(farm)}${ending}`));
  if (!own.includes(real(out))) return;
  throw new FarmError({
    code: 'input.invalid',
    field: 'out',
    message: `${out} is the farm file or belongs to it.`,
    remedy: 'Use another path, such as runbook.html.',
  });
}
