import fc from 'fast-check';
import { practiceEntries } from '../support/practice-entries.ts';
import type { FarmCase } from './case.ts';
import { unknownClaims } from './claims.ts';
import { farmCase, farmCases } from './grammar.ts';
import { askOracle, type Judged } from './oracle.ts';
import { type FuzzedFarm, type Proven, standFarm } from './standing-farm.ts';

/** What is fuzzed. */
export interface Fuzz {
  balancer: string;
  nodes: number;
  /** The cases of a seed: from the first on, so many. */
  seed: number;
  first: number;
  runs: number;
  /** Instead of the cases of the seed. */
  only?: FarmCase | undefined;
}

/** One farm, as the product and as the oracle see it. */
export interface Round {
  balancer: string;
  seed: number;
  run: number;
  farm: FarmCase;
  proven: Proven;
  judged: Judged;
  agrees: boolean;
  /** Of making it so, of the proof, and of the oracle. */
  seconds: [number, number, number];
}

/** Lets a farm stand and makes it otherwise again and again; tells each round. @returns all of them */
export async function fuzz(what: Fuzz, onRound: (round: Round) => void): Promise<Round[]> {
  const { balancer, nodes, seed, first, runs, only } = what;
  const cases =
    only === undefined
      ? fc.sample(farmCases(balancer), { seed, numRuns: first + runs }).slice(first)
      : Array.from({ length: runs }, () => only);
  const standing = await standFarm(await practiceEntries(), balancer, nodes);
  const rounds: Round[] = [];
  try {
    for (const [index, farm] of cases.entries()) {
      const seen = await round(standing, { balancer, seed, run: first + index, farm }).catch((error: Error) => {
        throw new Error(`${JSON.stringify(farm)} could not be tried: ${error.message}`, { cause: error });
      });
      const smaller = seen.agrees ? null : await smallest(standing, seen);
      const told = smaller ?? seen;
      rounds.push(told);
      onRound(told);
    }
    return rounds;
  } finally {
    await standing.end();
  }
}

async function round(standing: FuzzedFarm, what: Pick<Round, 'balancer' | 'seed' | 'run' | 'farm'>): Promise<Round> {
  const { farm } = what;
  const began = performance.now();
  await standing.become(farm);
  const stood = performance.now();
  const proven = await standing.prove();
  const seen = performance.now();
  const unknown = unknownClaims(proven.result.requests?.sent.map(({ shape }) => shape) ?? []);
  if (unknown.length > 0) throw new Error(`the oracle does not know ${unknown.join(', ')}: add it to test/fuzz`);
  const tokenStart = `oracle-${what.run}-${Date.now().toString(36)}`;
  const { lateMs } = farm;
  const judged = await askOracle(standing.places, { tokenStart, lateMs, rows: (start) => standing.rows(start) });
  const ends = performance.now();
  const seconds: Round['seconds'] = [(stood - began) / 1000, (seen - stood) / 1000, (ends - seen) / 1000];
  return { ...what, proven, judged, agrees: doAgree(farm, proven, judged), seconds };
}

/** With one part of the farm only, if that is enough; null if it needs all. */
async function smallest(standing: FuzzedFarm, seen: Round): Promise<Round | null> {
  const { parts, claimed } = seen.farm;
  if (parts.length < 2) return null;
  for (const part of parts) {
    const alone = await round(standing, { ...seen, farm: farmCase([part], claimed) });
    if (!alone.agrees) return alone;
  }
  return null;
}

/** A right farm is ready by all that was observed, a wrong one is not; and nothing wrong is ready on the whole. */
function doAgree(farm: FarmCase, { overall, observed, result }: Proven, { right }: Judged): boolean {
  const isGood = (one: string) => one === 'ready' || one === 'ready with warnings';
  // Beyond what is claimed, a warning tells it, or the share that would have stayed unseen is said.
  if (!farm.claimed) return observed !== 'ready' || result.requests?.unseenShare != null;
  if (right) return isGood(observed);
  return !isGood(observed) && !isGood(overall);
}

/** One line for a round, and what is needed to repeat and understand it if product and oracle disagree. */
export function roundText({ balancer, seed, run, farm, proven, judged, agrees, seconds }: Round): string {
  const what = judged.right ? 'right' : 'wrong';
  const { observed, overall, result } = proven;
  const verdict = agrees ? (farm.claimed ? 'agrees   ' : 'beyond   ') : 'DISAGREES';
  const line = `${verdict} ${balancer} ${run}: ${what}, ${observed} (${overall}), ${judged.requests} requests, ${seconds.map((one) => one.toFixed(1)).join(' + ')} s`;
  if (agrees) return line;
  const open = result.checks
    .filter(({ verdict }) => !['pass', 'not applicable', 'skipped'].includes(verdict))
    .map(({ id, subject, verdict, cause }) => `  ${id} ${JSON.stringify(subject)} ${verdict}: ${cause}`);
  return [
    line,
    `  npm run fuzz:proof -- --balancer ${balancer} --seed ${seed} --first ${run} --runs 1`,
    `  npm run fuzz:proof -- --balancer ${balancer} --only '${JSON.stringify(farm)}'`,
    `  oracle: ${judged.right ? 'right' : judged.reason}`,
    `  product: ${observed}, with files and settings ${overall}`,
    ...open,
  ].join('\n');
}
