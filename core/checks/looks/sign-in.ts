import { nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import type { SignInNeeds } from '../../model/profile.ts';
import type { VantageAnswer } from '../../model/vantage.ts';
import { errorOf } from '../asking/answer-to.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { askWho, type SignInWay, signInAt } from '../asking/sign-in.ts';
import type { Look } from '../look.ts';
import type { SignedInAnswer, SignedInOn } from '../observations.ts';
import { health } from './health.ts';

/** So many requests are under way at the same time. */
const AT_ONCE = 4;

/**
 * A sign-in on every healthy node, whose cookie goes to every node; a request without a cookie to every node; and all of it
 * once through the balancer.
 */
export const signIn: Look = {
  title: 'Signing in on every node and asking the others',
  effect: 'reads',
  needs: [health],
  sends: ({ farm, profile }) =>
    profile.signIn === null
      ? []
      : [
          `One sign-in goes from ${farm.wizardAddress} straight to each healthy node; then every node is asked who is signed in with the cookie of each of the ${nodesOf(farm).length}, and without one. The same goes once through the balancer from ${farm.clientAddresses[0]}.`,
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
      return { node, error: errorOf(answer), status: answer.value?.status ?? null, answers };
    });
    const asked = begun.flatMap(({ cookie }, index) =>
      ways.map((way) => ({ cookie, way, answers: on[index]?.answers })),
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
    const [client] = farm.clientAddresses;
    const virtual = { from: client ?? from, to: serviceNamed(farm, needs.service), node: null };
    const through = await start(virtual);
    const answer = through.cookie === null ? null : await who(virtual, through.cookie);
    seen.signIn = {
      ...{ account: needs.as?.account ?? null, on, without },
      through: {
        answer,
        status: answer?.status ?? through.answer.value?.status ?? null,
        without: (await who(virtual, null))?.status ?? null,
      },
    };
  },
};

function said({ accountIn }: SignInNeeds, { status, body }: VantageAnswer): SignedInAnswer {
  return { status, account: status === 200 ? (accountIn?.(body) ?? null) : null };
}
