import { checksOf } from '../checks/index.ts';
import { pick } from '../model/pick.ts';
import type { PracticeSession } from '../session/practice-session.ts';
import type { PracticeView } from './contract.ts';
import type { Core } from './core.ts';
import { farmHandlers } from './farm-handlers.ts';
import { implementer } from './implementer.ts';
import { resolveCase } from './resolve-case.ts';

/** Nodes of a practice farm as it comes. */
const DEFAULT_NODES = ['node-01', 'node-02', 'node-03'];

/** The contract's handlers over one core. Every expected failure becomes `FARM`; anything else is an internal fault. */
export function createRouter(core: Core) {
  const os = implementer();
  return os.router({
    about: {
      get: os.about.get.handler(() => ({
        version: core.parts.version,
        profiles: core.parts.profiles.map(({ id, name }) => ({ id, name })),
        balancers: core.parts.balancers.map(({ id, name }) => ({ id, name })),
      })),
    },
    faults: {
      list: os.faults.list.handler(() => {
        const services = core.parts.profiles[0]?.services.map(({ name }) => name) ?? [];
        return core.parts.faults.map(({ id, topology, changes, cause, turns }) => ({
          id,
          topology,
          changes,
          turns: turns({ nodes: DEFAULT_NODES, services }),
          cause,
        }));
      }),
    },
    engines: {
      resolve: os.engines.resolve.handler(({ input }) =>
        input.cases.map((item) => ({ id: item.id, engine: item.engine, ...resolveCase(item) })),
      ),
    },
    farm: farmHandlers(core, os),
    practice: {
      start: os.practice.start.handler(({ input, context }) => ({
        practice: core.startPractice(input, context.secrets).id,
      })),
      list: os.practice.list.handler(() => core.practices().map(({ id }) => ({ practice: id }))),
      get: os.practice.get.handler(({ input }) => viewOf(core, core.practice(input.practice))),
      events: os.practice.events.handler(({ input, signal }) =>
        core.practice(input.practice).events(input.after, signal),
      ),
      fix: os.practice.fix.handler(({ input }) => {
        core.practice(input.practice).fix();
        return {};
      }),
      verify: os.practice.verify.handler(({ input }) => {
        core.practice(input.practice).verify();
        return {};
      }),
      plant: os.practice.plant.handler(({ input }) => {
        core.practice(input.practice).plant(input.faults);
        return {};
      }),
      cancel: os.practice.cancel.handler(({ input }) => ({ cancelled: core.practice(input.practice).cancel() })),
      tearDown: os.practice.tearDown.handler(async ({ input }) => {
        await core.practice(input.practice).tearDown();
        return {};
      }),
    },
  });
}

function viewOf(core: Core, session: PracticeSession): PracticeView {
  const profile = pick(core.parts.profiles, session.choice.profile, 'profile', 'profile');
  return {
    id: session.id,
    state: session.state,
    profileName: profile.name,
    balancerName: pick(core.parts.balancers, session.choice.balancer, 'balancer', 'balancer').name,
    faults: session.planted,
    plantable: session.plantable,
    farm: session.farm,
    plan: session.plan,
    services: profile.services.map(({ name, title }) => ({ name, title })),
    checks: checksOf(profile).length,
    result: session.result,
  };
}
