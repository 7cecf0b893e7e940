import type { FarmHost } from '../../model/farm-host.ts';
import { readAnswer } from '../../model/host.ts';
import type { Answer } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';
import { inParallel } from './in-parallel.ts';

/** Reads the client IP detection in force on these nodes, by their names; undefined if it cannot be read back. */
export async function readSettings(
  { farm, profile }: Verification,
  nodes: readonly FarmHost[],
  ports: Pick<VerifyPorts, 'host'>,
  signal: AbortSignal,
): Promise<Map<string, Answer<unknown>>> {
  const { inForce } = profile.clientIp;
  const read = async (name: string) =>
    inForce === null ? undefined : readAnswer(inForce(farm, name), ports.host, signal);
  const answers = await inParallel(nodes, 6, ({ name }) => answerTo(() => read(name), signal));
  return new Map(nodes.map(({ name }, index) => [name, answers[index] ?? { value: undefined }]));
}
