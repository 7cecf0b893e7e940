import type { FarmHost } from '../../model/farm-host.ts';
import { nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import type { SignInNeeds } from '../../model/profile.ts';
import type { VantageAnswer } from '../../model/vantage.ts';
import { errorOf } from '../asking/answer-to.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { askWho, type SignInWay, signInAt } from '../asking/sign-in.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { SignedInAnswer, SignedInOn, SignInSeen } from '../observations.ts';
import { health } from './health.ts';
import { AT_ONCE, CLIENTS, clientsOf } from './shapes.ts';

/** So many nodes are asked with each cookie: of more, the first one and those that follow. */
const MOST_ASKED = 25;
/** So far from its end a cookie is spoilt. */
const FROM_END = 8;

/**
 * A sign-in on every healthy node, whose cookie goes to every node; a request without a cookie, and one with a spoilt cookie,
 * to every node; and sign-ins through the balancer from two clients.
 */
export const signIn: Look = {
  title: 'Signing in on every node and asking the others',
  effect: 'reads',
  needs: [health],
  sends: ({ farm, profile }) =>
    profile.signIn === null
      ? []
      : [
          `One sign-in goes from ${farm.wizardAddress} straight to each healthy node; then every node is asked who is signed in with the cookies of ${Math.min(nodesOf(farm).length, MOST_ASKED)} nodes, with a spoilt one, and without one. Through the balancer one sign-in goes from each of ${listed(farm.clientAddresses.slice(0, CLIENTS))}, and then ${2 * nodesOf(farm).length + 1} such questions.`,
        ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const needs = profile.signIn;
    const nodes = healthyNodes(verification, seen);
    if (needs === null || nodes.length === 0) return;
    const { wizardAddress: from } = farm;
    const start = (way: SignInWay) => signInAt(verification, needs, way, ports, signal);
    const who = async (way: SignInWay, cookie: string | null) => {
      const { value } = await askWho(verification, needs, { ...way, cookie }, ports, signal);
      return value === undefined ? null : said(needs, value);
    };
    const ways = nodes.map((node) => ({ from, to: placeOf(farm, node, needs.service), node: node.name }));
    const begun = await inParallel(ways, AT_ONCE, async (way) => ({ node: way.node, ...(await start(way)) }));
    const on = begun.map(({ node, cookie, answer }): SignedInOn => {
      const answers = cookie === null ? null : new Map<string, SignedInAnswer>();
      return {
        node,
        error: errorOf(answer),
        status: answer.value?.status ?? null,
        asked: askedWith(nodes, node),
        answers,
      };
    });
    const asked = begun.flatMap(({ cookie }, index) =>
      ways
        .filter(({ node }) => on[index]?.asked.includes(node))
        .map((way) => ({ cookie, way, answers: on[index]?.answers })),
    );
    await inParallel(asked, AT_ONCE, async ({ cookie, way, answers }) => {
      const answer = cookie === null ? null : await who(way, cookie);
      if (answer !== null) answers?.set(way.node, answer);
    });
    const without = new Map<string, number>();
    await inParallel(ways, AT_ONCE, async (way) => {
      const nobody = await who(way, null);
      if (nobody !== null) without.set(way.node, nobody.status);
    });
    const spoilt = new Map<string, number>();
    await inParallel(begun, AT_ONCE, async ({ node, cookie }) => {
      const way = ways.find((one) => one.node === node);
      if (cookie === null || way === undefined) return;
      for (const place of SPOILT) {
        const answer = await who(way, withAnotherLetter(cookie, place));
        // What is taken once is taken.
        if (answer !== null && spoilt.get(node) !== 200) spoilt.set(node, answer.status);
      }
    });
    const account = needs.as?.account ?? null;
    let through: SignInSeen['through'] = null;
    for (const client of clientsOf(verification, seen)) {
      const virtual = { from: client, to: serviceNamed(farm, needs.service), node: null };
      const { cookie, answer } = await start(virtual);
      const answers: (SignedInAnswer | null)[] = [];
      // In turn or by chance they reach several nodes.
      for (let turn = 0; cookie !== null && turn < 2 * nodes.length; turn++) answers.push(await who(virtual, cookie));
      const wrong = answers.find((one) => one?.status !== 200 || (account !== null && one.account !== account));
      const shown = wrong === undefined ? (answers.at(-1) ?? null) : wrong;
      through = {
        ...{ from: client, answer: shown },
        status: cookie === null ? (answer.value?.status ?? null) : (shown?.status ?? null),
        without: (await who(virtual, null))?.status ?? null,
      };
      if (wrong !== undefined || cookie === null) break;
    }
    seen.signIn = { account, on, without, spoilt, through };
  },
};

/** The names of the nodes that are asked with the cookie of one of them. */
function askedWith(nodes: readonly FarmHost[], node: string): string[] {
  const names = nodes.map(({ name }) => name);
  const at = names.indexOf(node);
  const following = [...names.slice(at), ...names.slice(0, at)];
  return [...new Set([...names.slice(0, 1), ...following])].slice(0, MOST_ASKED);
}

function said({ accountIn }: SignInNeeds, { status, body }: VantageAnswer): SignedInAnswer {
  return { status, account: status === 200 ? (accountIn?.(body) ?? null) : null };
}

/** Where cookies are spoilt: in the middle, where most hold what they say, and near the end, where many are signed. */
const SPOILT = ['middle', 'end'] as const;

/** The cookies with another letter in each: such as nobody was given. The last letters may only fill up the others. */
function withAnotherLetter(cookies: string, place: (typeof SPOILT)[number]): string {
  const spoilt = cookies.split('; ').map((cookie) => {
    const middle = Math.floor((cookie.indexOf('=') + 1 + cookie.length) / 2);
    const at = place === 'middle' ? middle : Math.max(middle, cookie.length - FROM_END);
    return `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
  });
  return spoilt.join('; ');
}
