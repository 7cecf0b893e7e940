import { errorData } from '../../../core/model/errors.ts';
import { balancerHost, databaseHost, nodesOf } from '../../../core/model/farm-parts.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import type { PlanInputs } from '../../../core/model/profile.ts';
import {
  type Asked,
  type HostKind,
  practiceLine,
  practiceWords,
  type Rendering,
  type Renderings,
} from '../../../core/model/reading.ts';
import type { Text } from '../../../core/model/text.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';

const SPAN = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') };

/** A question that a plug-in asks, and the kinds of host it must be asked of. */
export interface PlugInQuestion {
  /** Which plug-in asks for what: `fact version of sample`. */
  what: string;
  claims: readonly HostKind[];
  asked: Asked<unknown>;
}

/** Every question that the plug-ins of a farm ask while it is set up, proven and disturbed. */
export function questionsOf({ farm, profile, balancer, database }: PlanInputs, token = 'fw-token'): PlugInQuestion[] {
  const nodes = nodesOf(farm).map(({ name }) => name);
  const ask = (what: string, claims: readonly HostKind[], asked: Asked<unknown>) => ({ what, claims, asked });
  const { inForce } = profile.clientIp;
  return [
    ...nodes.flatMap((node) => [
      ...profile.facts.map((fact) => ask(`fact ${fact.id} of ${profile.id}`, profile.claims, fact.ask(farm, node))),
      ...(inForce === null ? [] : [ask(`client IP of ${profile.id}`, profile.claims, inForce(farm, node))]),
      ...(['drain', 'ready'] as const).flatMap((state) =>
        balancer.setNode(farm, node, state).map((asked) => ask(`${state} of ${balancer.id}`, balancer.claims, asked)),
      ),
    ]),
    ask(`status of ${balancer.id}`, balancer.claims, balancer.status(farm)),
    ...profile.audit.ask(farm, { token, ...SPAN }).map((asked) => {
      const claims = asked.host === databaseHost(farm).name ? database.claims : profile.claims;
      return ask(`audit source ${profile.audit.id}`, claims, asked);
    }),
  ];
}

/** What is told to one kind of host, and which plug-in tells it. */
export interface Told {
  what: string;
  kind: HostKind;
  rendering: Rendering;
}

/** Everything that is told to hosts, by kind of host; and complaints about what is not told. */
export function toldBy(inputs: PlanInputs): { told: Told[]; problems: string[] } {
  const told: Told[] = [];
  const problems: string[] = [];
  const add = (what: string, claims: readonly HostKind[], by: Renderings) => {
    for (const kind of claims) {
      const rendering = by[kind];
      if (rendering === undefined) problems.push(`${what} has no rendering for ${kind}`);
      else if ('ask' in rendering !== (kind === 'person')) problems.push(`${what} is told to ${kind} in a wrong form`);
      else told.push({ what, kind, rendering });
    }
  };
  for (const { what, claims, asked } of questionsOf(inputs))
    if (asked.reading.kind === 'told') add(what, claims, asked.reading.by);
  for (const step of stepsOf(makePlan(inputs))) {
    const claims = claimsOn(step.host, inputs);
    for (const { title, reading } of step.makes) if (reading.kind === 'told') add(title, claims, reading.by);
    for (const action of [...step.apply, ...step.confirm]) {
      if (action.kind !== 'deed') continue;
      add(`${step.id}: ${action.title}`, claims, action.by);
      const { reading } = action.done;
      if (reading.kind === 'told') add(`${step.id}: whether it is done`, claims, reading.by);
    }
  }
  return { told, problems };
}

/** What is wrong with the plug-ins of a farm: what they do not tell a kind of host, and what their parsers do not take. */
export function problemsOf(inputs: PlanInputs): string[] {
  return [...toldBy(inputs).problems, ...questionsOf(inputs).flatMap(parserProblems)];
}

function parserProblems({ what, asked }: PlugInQuestion): string[] {
  return examplesOf(asked).flatMap((example) => {
    try {
      asked.parse(example);
      return [];
    } catch (error) {
      return [`${what} refuses the example ${JSON.stringify(example)}: ${errorData(error).message}`];
    }
  });
}

function examplesOf({ reading }: Asked<unknown>): string[] {
  if (reading.kind === 'talk' || reading.kind === 'sql') return [reading.example];
  if (reading.kind === 'file') return [];
  return Object.values(reading.by).flatMap((rendering) => ('ask' in rendering ? [rendering.example] : []));
}

function claimsOn(host: string, { farm, profile, balancer, database }: PlanInputs): readonly HostKind[] {
  if (host === databaseHost(farm).name) return database.claims;
  return host === balancerHost(farm).name ? balancer.claims : profile.claims;
}

/** Every SQL text of a farm with its parameters: of its steps, and of what is read. */
export function sqlOf(inputs: PlanInputs, token: string): { text: string; parameters: Record<string, Text> }[] {
  const actions = stepsOf(makePlan(inputs)).flatMap(({ apply }) => apply);
  return [
    ...actions.flatMap((action) => (action.kind === 'sql' ? [...action.statements, action.verify] : [])),
    ...questionsOf(inputs, token).flatMap(({ asked }) => (asked.reading.kind === 'sql' ? [asked.reading] : [])),
  ];
}

/** Whether a line for practice hosts decodes to words that make this very line again. */
export function isExactLine(run: string): boolean {
  const [service = '', ...words] = practiceWords(run);
  return practiceLine(service, ...words) === run && !/[^\x21-\x7e ]/.test(run);
}
