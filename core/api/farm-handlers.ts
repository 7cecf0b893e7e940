import { checksOf } from '../checks/index.ts';
import { FarmError } from '../model/errors.ts';
import { pick } from '../model/pick.ts';
import { Secret } from '../model/secret.ts';
import { answersSchema } from '../session/answers.ts';
import { createFarm } from '../session/create-farm.ts';
import { farmReport, farmRunbook } from '../session/documents.ts';
import type { FarmSession } from '../session/farm-session.ts';
import { hostTraits, siteKind } from '../session/site-kind.ts';
import { takeInFarm } from '../session/take-in-farm.ts';
import { readNodeNames } from '../wizard/node-names.ts';
import type { Core } from './core.ts';
import type { FarmView } from './farm-contract.ts';
import type { Implementer } from './implementer.ts';

/** The contract's part on farm files. */
export function farmHandlers(core: Core, os: Implementer) {
  return {
    schema: os.farm.schema.handler(({ input }) =>
      answersSchema(pick(core.parts.profiles, input.profile, 'profile', 'profile')),
    ),
    create: os.farm.create.handler(async ({ input }) => {
      await createFarm(core.parts, { ...input, answers: input.answers });
      return { path: input.path };
    }),
    begin: os.farm.begin.handler(async ({ input: { name, profile, balancer } }) => {
      const path = core.parts.newFarmPath(name);
      await createFarm(core.parts, { path, profile, answers: { name, balancer, practice: {} } });
      const { id, wizard } = await core.openFarm(path, { write: true });
      await wizard.answer(Object.entries({ name, balancer }).map(([key, value]) => ({ path: key, value })));
      return { farm: id };
    }),
    takeIn: os.farm.takeIn.handler(async ({ input: { name, base64 } }) => {
      const path = await takeInFarm(core.parts, name, bytesOf(base64));
      return { farm: (await core.openFarm(path, { write: true })).id };
    }),
    recent: os.farm.recent.handler(() => core.recentFarms()),
    form: os.farm.form.handler(({ input }) => core.farm(input.farm).wizard.form()),
    answer: os.farm.answer.handler(({ input }) => core.farm(input.farm).wizard.answer(input.values)),
    reach: os.farm.reach.handler(({ input }) => {
      const { wizard, readOnly } = core.farm(input.farm);
      if (!readOnly) wizard.reach(input.page);
      return {};
    }),
    giveSecrets: os.farm.giveSecrets.handler(async ({ input }) => {
      const session = core.farm(input.farm);
      const missing = session.giveSecrets(secretsOf(input.secrets));
      await session.trySecrets();
      return { missing };
    }),
    readNames: os.farm.readNames.handler(({ input }) => readNodeNames(input.text)),
    startOver: os.farm.startOver.handler(async ({ input }) => ({ copy: await core.startOver(input.farm) })),
    restore: os.farm.restore.handler(async ({ input }) => ({ damaged: await core.parts.restoreFarmFile(input.path) })),
    open: os.farm.open.handler(async ({ input }) => ({ farm: (await core.openFarm(input.path, input)).id })),
    get: os.farm.get.handler(async ({ input }) => await viewOf(core.farm(input.farm), core)),
    events: os.farm.events.handler(({ input, signal }) => core.farm(input.farm).events(input.after, signal)),
    run: os.farm.run.handler(({ input, context }) => {
      const { farm, page, hosts, prove, changePasswords: named, ...consent } = input;
      const changePasswords = secretsOf(named);
      const selection = { ...(page === undefined ? {} : { page }), ...(hosts === undefined ? {} : { hosts }) };
      core.farm(farm).run(context.secrets ?? {}, { ...selection, prove, changePasswords }, consent);
      return {};
    }),
    resume: os.farm.resume.handler(({ input: { farm, ...consent }, context }) => {
      core.farm(farm).resume(context.secrets ?? {}, consent);
      return {};
    }),
    verify: os.farm.verify.handler(({ input: { farm, ...consent }, context }) => {
      core.farm(farm).verify(context.secrets ?? {}, consent);
      return {};
    }),
    runbook: os.farm.runbook.handler(async ({ input }) => ({
      text: await farmRunbook(core.farm(input.farm), input.format),
    })),
    report: os.farm.report.handler(
      async ({ input }) => await farmReport(core.farm(input.farm), input.format, new Date()),
    ),
    waive: os.farm.waive.handler(({ input }) => {
      const { farm, ...waiver } = input;
      core.farm(farm).addWaiver(waiver);
      return {};
    }),
    startPractice: os.farm.startPractice.handler(async ({ input, context }) => ({
      farm: (await core.practices.start(input, context.secrets ?? {})).id,
    })),
    practices: os.farm.practices.handler(() => core.practices.standing().map(({ id }) => ({ farm: id }))),
    endPractice: os.farm.endPractice.handler(async ({ input }) => ({ result: await core.practices.end(input.farm) })),
    plant: os.farm.plant.handler(({ input, context }) => {
      // Faults are planted in practice hosts only, and everything is allowed there.
      core.farm(input.farm).plant(context.secrets ?? {}, input.faults, { auditEntries: true, drill: true });
      return {};
    }),
    cancel: os.farm.cancel.handler(({ input }) => ({ cancelled: core.farm(input.farm).cancel() })),
    close: os.farm.close.handler(async ({ input }) => {
      await core.closeFarm(input.farm);
      return {};
    }),
  };
}

function secretsOf(values: Record<string, string>): Record<string, Secret> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Secret(value)]));
}

/** @throws FarmError `input.invalid` */
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  } catch {
    throw new FarmError({
      code: 'input.invalid',
      field: 'base64',
      message: 'The farm file did not arrive complete.',
      remedy: 'Choose the farm file again.',
    });
  }
}

async function viewOf(session: FarmSession, { parts }: Pick<Core, 'parts'>): Promise<FarmView> {
  const { id, path, readOnly, notices, state, lastEvent, error, farm, plan, result, proven, inputs, wizard, planting } =
    session;
  const waivers = session.waivers.map(({ at: _at, ...waiver }) => waiver);
  return {
    ...{ id, path, readOnly, notices, state, lastEvent, error, farm, plan, result, proven, planting, waivers },
    ...(await wizard.standing()),
    ...hostTraits(siteKind(parts.sites, farm), farm),
    profileName: inputs.profile.name,
    balancerName: inputs.balancer.name,
    clientIp: {
      engine: inputs.profile.clientIp.engine,
      headerName: inputs.profile.clientIp.header,
      planned: inputs.ipDetection,
    },
    services: inputs.profile.services.map(({ name, title }) => ({ name, title })),
    savedAt: wizard.savedAt,
    checks: checksOf(inputs.profile).map(({ id: check, title, required, page, field, clause }) => ({
      id: check,
      title,
      required,
      page,
      field,
      clause,
    })),
  };
}
