import { parseArgs } from 'node:util';
import type { FarmCase } from './case.ts';
import { fuzz, type Round, roundText } from './fuzz.ts';

const MOST_RUNS = 2000;

/**
 * Breaks standing farms in ways out of a grammar, and compares what the product says with what an independent oracle
 * observes. @returns the exit code: 1 where they disagree
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      nodes: { type: 'string', default: '2' },
      balancer: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { only: text } = values;
  const only = text === undefined ? undefined : (JSON.parse(text) as FarmCase);
  const balancers = values.balancer === undefined ? ['bundled', 'haproxy'] : [values.balancer];
  const all = Math.min(only === undefined ? Number(values.runs) : 1, MOST_RUNS);
  const runs = Math.ceil(all / balancers.length);
  const rounds: Round[] = [];
  for (const balancer of balancers) {
    const what = {
      balancer,
      nodes: Number(values.nodes),
      seed: Number(values.seed),
      first: Number(values.first),
      runs,
      only,
    };
    rounds.push(...(await fuzz(what, (round) => process.stdout.write(`${roundText(round)}\n`))));
  }
  const count = (is: (round: Round) => boolean) => rounds.filter(is).length;
  const disagree = count(({ agrees }) => !agrees);
  const seconds = rounds.flatMap((round) => round.seconds).reduce((sum, one) => sum + one, 0) / rounds.length;
  process.stdout.write(
    `${rounds.length} runs, ${count(({ judged }) => judged.right)} right farms, ${count(({ judged }) => !judged.right)} wrong farms, ${count(({ farm }) => !farm.claimed)} beyond what is claimed, ${disagree} disagreements, ${seconds.toFixed(1)} s each\n`,
  );
  return disagree === 0 ? 0 : 1;
}
