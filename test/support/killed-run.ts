import { compose } from '../../core/compose.ts';
import { FarmError } from '../../core/model/errors.ts';
import { Secret } from '../../core/model/secret.ts';
import { createFarm } from '../../core/session/create-farm.ts';
import { FarmSession } from '../../core/session/farm-session.ts';
import type { Parts } from '../../core/session/parts.ts';
import type { PracticeWorld } from '../../core/sites/practice-world.ts';
import { keptHosts } from './kept-hosts.ts';
import { sitesWith } from './practice-worlds.ts';

/**
 * A program for tests: runs or resumes a farm file on hosts that outlive it, and kills itself when the journal has a
 * certain event.
 *
 *     entry.mjs new FILE HOSTS
 *     entry.mjs run FILE HOSTS [N]       ends with SIGKILL once event N is in the log
 *     entry.mjs resume FILE HOSTS        continues; where there is nothing to continue, runs
 */
const [deed = '', path = '', hosts = '', last = ''] = process.argv.slice(2);
const SECRETS = { serviceAccountPassword: new Secret('a password of the killed runs') };

const composed = compose('/no/entries');
const world = async () => keptHosts(hosts) as PracticeWorld;
const parts: Parts = { ...composed, sites: sitesWith({ start: world, attach: world }) };

if (deed === 'new') await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes: 2 } } });
else await carryOut();

async function carryOut(): Promise<void> {
  const file = await parts.openFarmFile(path, { write: true });
  const { append } = file.log;
  file.log.append = (line, durable) => {
    append.call(file.log, line, durable);
    const { seq, body } = JSON.parse(line) as { seq: number; body: { type: string } };
    if (String(seq) === last) killed();
    // What follows a run is the proof, which has tests of its own.
    if (body.type === 'run.ended') {
      process.stdout.write(`${seq}\n`);
      process.exit(0);
    }
  };
  const session = new FarmSession(parts, file);
  for (const notice of session.notices) process.stdout.write(`${notice}\n`);
  begin(session);
  await session.settled();
  throw new Error(session.error?.message ?? 'the run did not end');
}

function begin(session: FarmSession): void {
  if (deed === 'resume' && resumed(session)) return;
  session.run(SECRETS, {}, { auditEntries: false, drill: false });
}

/** False where there is nothing to continue. */
function resumed(session: FarmSession): boolean {
  try {
    session.resume(SECRETS, { auditEntries: false, drill: false });
    return true;
  } catch (error) {
    if (error instanceof FarmError && error.code === 'run.nothing-to-resume') return false;
    throw error;
  }
}

function killed(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
