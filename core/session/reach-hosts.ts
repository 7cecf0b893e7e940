import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import type { Plan } from '../model/plan.ts';
import type { Layout } from '../practice/world/topology.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { layoutOf } from './practice-farm.ts';
import { requireSecrets } from './secret-names.ts';

/** How hosts are reached. */
export interface Reaching {
  /** Whether hosts that are gone are made anew. */
  mayStart: boolean;
  /** Told before hosts are made anew: those before, and all that was done to them, are gone. */
  made(): void;
  plan: Plan;
  secrets: SecretStore;
  /** Hosts that are held already. */
  standing: PracticeWorld | null;
}

/**
 * The hosts of a farm file: practice hosts that stand, or, where that is allowed, new ones at the same addresses.
 * @throws FarmError `hosts.by-hand` for hosts that are not practice hosts, `secrets.missing`, `practice.world-lost`, and
 * what starting practice hosts throws
 */
export async function reachHosts(
  { farm, practiceFolder }: { farm: Farm; practiceFolder: string | null },
  parts: Parts,
  how: Reaching,
  signal: AbortSignal,
): Promise<PracticeWorld> {
  if (farm.hosts !== 'practice' || practiceFolder === null) throw byHand();
  // Asked before hosts are made, so that nothing is left half begun.
  requireSecrets(how.plan, how.secrets, [DATABASE_ADMINISTRATOR_PASSWORD]);
  const world = how.standing ?? (await attachOrStart(layoutOf(farm), practiceFolder, parts, how, signal));
  how.secrets.set(DATABASE_ADMINISTRATOR_PASSWORD, world.administratorPassword);
  return world;
}

async function attachOrStart(
  layout: Layout,
  folder: string,
  parts: Parts,
  { mayStart, made }: Reaching,
  signal: AbortSignal,
): Promise<PracticeWorld> {
  const anew = () => {
    made();
    return parts.startWorld(layout, folder, signal);
  };
  try {
    const world = await parts.attachWorld(folder);
    if (mayStart && (await brought(world, layout, signal)) === 'gone') return await anew();
    return world;
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') throw error;
    if (!mayStart) throw gone();
    return await anew();
  }
}

/** Gives standing hosts what the answers ask for now: further nodes, or, where another device is before them, all anew. */
async function brought(world: PracticeWorld, layout: Layout, signal: AbortSignal): Promise<'stands' | 'gone'> {
  const { topology } = world;
  if ((topology.waf === null) !== (layout.waf === null)) {
    await world.tearDown();
    return 'gone';
  }
  const fresh = layout.nodes.filter(({ name }) => topology.nodes.every((node) => node.name !== name));
  if (fresh.length > 0) await world.addNodes(fresh, signal);
  return 'stands';
}

/** Takes the practice hosts of a farm file down. Hosts that are gone, and hosts of one's own, are left as they are. */
export async function takeDownHosts(record: { practiceFolder: string | null }, parts: Parts): Promise<void> {
  if (record.practiceFolder === null) return;
  try {
    await (await parts.attachWorld(record.practiceFolder)).tearDown();
  } catch (error) {
    if (!(error instanceof FarmError) || error.code !== 'practice.world-lost') throw error;
  }
}

function byHand(): FarmError {
  return new FarmError({
    code: 'hosts.by-hand',
    field: 'hosts',
    message: 'Waiting for the operator: this farm’s hosts are set up by hand.',
    remedy: 'Follow the runbook: farmwright runbook FILE --format html --out PATH',
  });
}

function gone(): FarmError {
  return new FarmError({
    code: 'practice.world-lost',
    message: 'The practice hosts are gone: they end a minute after the last Farmwright let go of them.',
    remedy: 'Run the plan: it makes them anew at the same addresses.',
  });
}
