import type { Core } from './core.ts';
import { farmHandlers } from './farm-handlers.ts';
import { implementer } from './implementer.ts';
import { peopleHandlers } from './people-handlers.ts';
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
    people: peopleHandlers(core, os),
  });
}
