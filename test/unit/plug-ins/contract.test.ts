import { describe, expect, it, test } from 'vitest';
import { haproxy } from '../../../core/balancers/haproxy/haproxy.ts';
import { balancers } from '../../../core/balancers/index.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import type { Profile } from '../../../core/model/profile.ts';
import { practiceLine, practiceWords } from '../../../core/model/reading.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { sample } from '../../../core/profiles/sample/sample.ts';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { placeholdersOf } from '../../../core/runbook/placeholders.ts';
import { isPlainBlock } from '../../../core/runbook/plain-text.ts';
import { renderingBlocks } from '../../../core/runbook/reading-blocks.ts';
import { renderRunbook } from '../../../core/runbook/render-runbook.ts';
import { toMarkdown } from '../../../core/runbook/to-markdown.ts';
import { balancerModel } from '../../../core/steps/balancer-model.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import { isExactLine, problemsOf, questionsOf, sqlOf, toldBy } from './contract.ts';
import { HOSTILE, inputsOf, NAMED, PROFILES, pluggedFarms, TOKENS, withHostileNames } from './plugged-farms.ts';

const PLAIN = pluggedFarms();
/** HAProxy refuses names of other scripts, so that its farms have names of ASCII. */
const NAMED_FARMS = pluggedFarms((farm) =>
  farm.balancer === haproxy.id ? { ...withHostileNames(farm), hosts: farm.hosts } : withHostileNames(farm),
);

test.each(balancers)('$name does not take any text for its status, nor for a node that was set', (balancer) => {
  const farm = exampleFarm();
  for (const text of ['', 'bash: command not found', '[', '[{"service":1}]'])
    expect(() => balancer.status(farm).parse(text), text).toThrow();
  for (const asked of balancer.setNode(farm, 'node-01', 'drain'))
    expect(() => asked.parse('No such server.')).toThrow();
});

it('every profile, balancer, database and audit source is in it', () => {
  const seen = PLAIN.map(({ inputs }) => inputs);
  expect(new Set(seen.map(({ profile }) => profile.id))).toEqual(new Set(PROFILES.map(({ id }) => id)));
  expect(new Set(seen.map(({ balancer }) => balancer.id))).toEqual(new Set(balancers.map(({ id }) => id)));
  expect(new Set(seen.map(({ profile }) => profile.audit.id))).toEqual(new Set(['sql', 'text']));
});

describe.each([
  ...PLAIN,
  ...NAMED_FARMS.map((farm) => ({ ...farm, title: `${farm.title}, hostile names` })),
])('$title', ({ inputs }) => {
  it('tells every kind of host that it claims, and its parsers take its examples', () => {
    expect(problemsOf(inputs)).toEqual([]);
  });

  it('tells practice hosts lines that decode to exactly the same words', () => {
    for (const { what, kind, rendering } of toldBy(inputs).told)
      if (kind === 'practice' && 'run' in rendering) expect(isExactLine(rendering.run), what).toBe(true);
  });

  it('asks persons for one visible thing: nothing is unseen, and no name is changed', () => {
    const { told } = toldBy(inputs);
    const placeholders = placeholdersOf(makePlan(inputs)).of;
    for (const { what, kind, rendering } of told) {
      const shown = toMarkdown(renderingBlocks({ [kind]: rendering }, placeholders));
      expect(isPlainBlock(shown), what).toBe(true);
      if ('ask' in rendering) expect(rendering.ask, what).toMatch(/\w.*\.$/);
    }
  });

  it('leaves nothing unseen in the runbook, and shows every name', () => {
    const { farm, ipDetection, profile, balancer } = inputs;
    const plan = makePlan(inputs);
    const { markdown } = renderRunbook({ ...{ farm, plan, ipDetection, profile, balancer }, ...NO_PROOF });
    expect(isPlainBlock(markdown)).toBe(true);
    for (const { name } of nodesOf(farm)) expect(markdown).toContain(name);
  });

  it('binds names and tokens as parameters of SQL', () => {
    const plain = sqlOf(PLAIN.find(({ inputs: other }) => isAlike(other, inputs))?.inputs ?? inputs, 'fw-plain');
    for (const token of TOKENS)
      expect(sqlOf(inputs, token).map(({ text }) => text)).toEqual(plain.map(({ text }) => text));
  });

  it('takes no empty answer for a fact: it would be the same on every node', () => {
    const { farm, profile } = inputs;
    const [node] = nodesOf(farm);
    for (const fact of profile.facts) expect(() => fact.ask(farm, node?.name ?? '').parse(' \n')).toThrow(FarmError);
  });

  it('its stand-in application answers at the health paths that were answered', () => {
    const { farm } = inputs;
    const health = { path: '/alive' };
    const services = farm.services.map((service) => (service.kind === 'tcp' ? service : { ...service, health }));
    const steps = stepsOf(makePlan({ ...inputs, farm: { ...farm, services } }));
    const told = steps
      .flatMap(({ apply }) => apply)
      .flatMap((action) =>
        action.kind === 'file' && action.path.endsWith('application.json') ? [String(action.content)] : [],
      );
    const paths = told.flatMap((text) => {
      const settings = JSON.parse(text) as { services: { health?: { path: string } }[] };
      return settings.services.flatMap((service) => service.health?.path ?? []);
    });
    expect(new Set(paths)).toEqual(new Set(['/alive']));
  });

  it('sends a token in a path of plain characters', () => {
    for (const { requestPath } of inputs.profile.services)
      for (const token of TOKENS) expect(requestPath?.(token) ?? '/').toMatch(/^\/[\x21-\x7e]*$/);
  });
});

const NO_PROOF = { result: null, proof: null, waivers: [] };

function isAlike(one: (typeof PLAIN)[number]['inputs'], other: (typeof PLAIN)[number]['inputs']): boolean {
  return one.profile === other.profile && one.balancer === other.balancer;
}

test('the token that is looked up is the one that was sent, whatever it is', () => {
  for (const { inputs } of PLAIN)
    for (const token of TOKENS)
      for (const { asked } of questionsOf(inputs, token))
        if (asked.reading.kind === 'sql') expect(Object.values(asked.reading.parameters)).toContain(token);
});

test.each(HOSTILE)('a line for practice hosts carries %j as it is', (word) => {
  const line = practiceLine('service', word, 'after', word);
  expect(practiceWords(line)).toEqual(['service', word, 'after', word]);
  expect(line).toMatch(/^[\x21-\x7e ]*$/);
});

describe('the configuration of a balancer', () => {
  const NAMES = [...HOSTILE, ...NAMED.nodes].filter((name) => name !== '');
  const [farm] = PLAIN;
  const model = (name: string) => {
    const made = balancerModel((farm ?? PLAIN[0])?.inputs as NonNullable<typeof farm>['inputs']);
    const services = made.services.map((service) => ({
      ...service,
      nodes: service.nodes.map((node, index) => (index === 0 ? { ...node, name } : node)),
    }));
    return { ...made, services };
  };

  it.each(
    balancers.flatMap((balancer) => NAMES.map((name) => ({ product: balancer.id, balancer, name }))),
  )('of $product quotes $name or refuses it', ({ balancer, name }) => {
    const lines = (text: string) => text.split('\n').length;
    const rendered = renderedOr(() => balancer.render(model(name)));
    if (rendered === null) return;
    expect(lines(rendered)).toBe(lines(balancer.render(model('node-01'))));
    if (rendered.startsWith('{')) expect(JSON.parse(rendered).services[0].nodes[0].name).toBe(name);
    else expect(name).toMatch(/^[\w.-]+$/);
  });

  it('is one that the bundled proxy takes with every name that the answers let in', () => {
    for (const { inputs } of NAMED_FARMS.filter(({ inputs: { balancer } }) => balancer.id !== haproxy.id)) {
      const { services } = parseProxyConfig(JSON.parse(inputs.balancer.render(balancerModel(inputs))));
      expect(services[0]?.nodes.map(({ name }) => name)).toEqual(NAMED.nodes);
    }
  });

  it.each(balancers)('of $id has no node that cannot be drained', (balancer) => {
    for (const name of NAMES) {
      if (renderedOr(() => balancer.render(model(name))) === null) continue;
      for (const { inputs } of PLAIN.filter(({ inputs: { balancer: other } }) => other === balancer))
        expect(() => balancer.setNode(inputs.farm, name, 'drain'), name).not.toThrow();
    }
  });
});

/** What is rendered; null where the value is refused by its field. */
function renderedOr(render: () => string): string | null {
  try {
    return render();
  } catch (error) {
    expect(error).toBeInstanceOf(FarmError);
    expect((error as FarmError).field).toMatch(/name/);
    return null;
  }
}

describe('a plug-in that breaks the contract is found', () => {
  const [{ inputs }] = PLAIN as [(typeof PLAIN)[number]];
  const problemsWith = (change: Partial<Profile>) => problemsOf(inputsOf(inputs.farm, { ...sample, ...change }));
  const [fact] = sample.facts;
  if (fact === undefined) throw new Error('the sample has facts');

  it('where it claims a kind of host and tells it nothing', () => {
    const problems = problemsWith({ claims: [...sample.claims, 'windows'] });
    expect(problems).toContain('fact version of sample has no rendering for windows');
    expect(problems.some((problem) => problem.startsWith('ip-detection.set: '))).toBe(true);
  });

  it('where a rendering is missing', () => {
    const mute: typeof fact.ask = (farm, node) => ({ ...fact.ask(farm, node), reading: { kind: 'told', by: {} } });
    expect(problemsWith({ facts: [{ ...fact, ask: mute }] })).toEqual(
      nodesOf(inputs.farm).flatMap(() => [
        'fact version of sample has no rendering for practice',
        'fact version of sample has no rendering for person',
      ]),
    );
  });

  it('where its parser refuses the example that it shows', () => {
    const ask: typeof fact.ask = (farm, node) => ({
      ...fact.ask(farm, node),
      parse: () => {
        throw new FarmError({ code: 'reading.unread', message: 'It was not understood.', remedy: 'Try again.' });
      },
    });
    expect(problemsWith({ facts: [{ ...fact, ask }] })).toContain(
      'fact version of sample refuses the example "1.0.0": It was not understood.',
    );
  });

  it('where a person is given a script', () => {
    const reading = { kind: 'told' as const, by: { practice: { run: 'a b' }, person: { run: 'a b' } } };
    const ask: typeof fact.ask = (farm, node) => ({ ...fact.ask(farm, node), reading });
    expect(problemsWith({ facts: [{ ...fact, ask }] })).toContain(
      'fact version of sample is told to person in a wrong form',
    );
  });

  it('where it does not encode the words of a line', () => {
    expect(isExactLine(`application set ${NAMED.account}`)).toBe(false);
    expect(stepsOf(makePlan(inputs)).length).toBeGreaterThan(0);
  });
});
