import { pick } from '../model/pick.ts';
import { answersSchema } from '../session/answers.ts';
import { createFarm } from '../session/create-farm.ts';
import type { FarmSession } from '../session/farm-session.ts';
import type { FarmView } from './contract.ts';
import type { Core } from './core.ts';
import type { Implementer } from './implementer.ts';

/** The contract's part on farm files. */
export function farmHandlers(core: Core, os: Implementer) {
  return {
    schema: os.farm.schema.handler(({ input }) => {
      pick(core.parts.profiles, input.profile, 'profile', 'profile');
      return answersSchema();
    }),
    create: os.farm.create.handler(async ({ input }) => {
      await createFarm(core.parts, { ...input, answers: input.answers });
      return { path: input.path };
    }),
    restore: os.farm.restore.handler(async ({ input }) => ({ damaged: await core.parts.restoreFarmFile(input.path) })),
    open: os.farm.open.handler(async ({ input }) => ({ farm: (await core.openFarm(input.path, input)).id })),
    get: os.farm.get.handler(({ input }) => viewOf(core.farm(input.farm))),
    events: os.farm.events.handler(({ input, signal }) => core.farm(input.farm).events(input.after, signal)),
    run: os.farm.run.handler(({ input, context }) => {
      const { page, hosts } = input;
      const selection = { ...(page === undefined ? {} : { page }), ...(hosts === undefined ? {} : { hosts }) };
      core.farm(input.farm).run(context.secrets ?? {}, selection, { drill: input.drill });
      return {};
    }),
    resume: os.farm.resume.handler(({ input, context }) => {
      core.farm(input.farm).resume(context.secrets ?? {}, { drill: input.drill });
      return {};
    }),
    verify: os.farm.verify.handler(({ input, context }) => {
      core.farm(input.farm).verify(context.secrets ?? {}, { drill: input.drill });
      return {};
    }),
    runbook: os.farm.runbook.handler(({ input }) => ({ text: core.farm(input.farm).runbook(input.format) })),
    waive: os.farm.waive.handler(({ input }) => {
      const { farm, ...waiver } = input;
      core.farm(farm).accept(waiver);
      return {};
    }),
    cancel: os.farm.cancel.handler(({ input }) => ({ cancelled: core.farm(input.farm).cancel() })),
    close: os.farm.close.handler(async ({ input }) => {
      await core.closeFarm(input.farm);
      return {};
    }),
  };
}

function viewOf(session: FarmSession): FarmView {
  const { id, path, readOnly, notices, state, lastEvent, error, farm, plan, result, proven } = session;
  const waivers = session.waivers.map(({ check, subject, who, why, until }) => ({
    check,
    ...(subject === undefined ? {} : { subject }),
    who,
    why,
    until,
  }));
  return { id, path, readOnly, notices, state, lastEvent, error, farm, plan, result, proven, waivers };
}
