import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorData } from '../../model/errors.ts';
import { MOST_PRACTICE_NODES } from '../../model/limits.ts';
import { parseInput } from '../../model/parse.ts';
import { launcherHere } from '../../processes/launcher-here.ts';
import { starterOf } from '../../processes/starter.ts';
import { ControlServer } from './control-server.ts';
import { Layout } from './topology.ts';
import { World } from './world.ts';

const Create = z.object({
  type: z.literal('create'),
  layout: Layout.refine(({ nodes }) => nodes.length <= MOST_PRACTICE_NODES, {
    path: ['nodes'],
    message: `a practice farm has ${MOST_PRACTICE_NODES} nodes at most`,
  }),
  folder: z.string().min(1),
  leaseMs: z.int().min(100).max(86_400_000),
});

const starter = starterOf();
let begun = false;
let control: ControlServer | null = null;
/** Set once the world is to end: the exit code it ends with. */
let ending: number | null = null;

// The world outlives its starter: it gets one start message, and then requests over its socket.
starter.onceMessage((message) => {
  begun = true;
  begin(message).catch((error) => {
    starter.send({ type: 'failed', error: errorData(error) }, () => process.exit(1));
  });
});
starter.onceEndAsked(() => end(0));
process.once('SIGINT', () => end(0));
process.once('uncaughtException', () => end(70));

/** A world that is still being made ends as soon as it is there: half of it could not be cleared away. */
function end(code: number): void {
  if (!begun) process.exit(code);
  ending = code;
  control?.tearDown().finally(() => process.exit(code));
}

async function begin(message: unknown): Promise<void> {
  const create = parseInput(Create, message, 'the practice farm');
  const world = await World.create({
    layout: create.layout,
    folder: create.folder,
    launch: launcherHere(dirname(fileURLToPath(import.meta.url))),
  });
  control = new ControlServer(world, create.leaseMs, () => process.exit(0));
  try {
    await control.listen();
  } catch (error) {
    await world.tearDown();
    throw error;
  }
  if (ending !== null) return end(ending);
  const { topology, administratorPassword } = world;
  // Its starter may be gone already; then nobody connects and the lease runs out.
  starter.send({ type: 'created', topology, administratorPassword });
}
