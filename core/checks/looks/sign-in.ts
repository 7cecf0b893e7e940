import { placeOf, serviceNamed } from '../../model/farm-parts.ts';
import type { SignInNeeds } from '../../model/profile.ts';
import type { VantageAnswer } from '../../model/vantage.ts';
import { errorOf } from '../asking/answer-to.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { askWho, type SignInWay, signInAt } from '../asking/sign-in.ts';
import type { Look } from '../look.ts';
import type { SignedInAnswer } from '../observations.ts';
import { health } from './health.ts';

/**
 * A sign-in on every healthy node: with the cookie of the first one every node is asked, with that of every other one the
 * first; every node is asked without a cookie; and once all goes through the balancer.
 */
export const signIn: Look = {
  title: 'Signing in on every node and asking the others',
  effect: 'reads',
  needs: [health],
  sends: ({ farm, profile }) =>
    profile.signIn === null
      ? []
      : [
          `One sign-in goes from ${farm.wizardAddress} straight to each healthy node, then three questions who is signed in; and one of each through the balancer from ${farm.clientAddresses[0]}.`,
        ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const needs = profile.signIn;
    const nodes = healthyNodes(verification, seen);
    const [first] = nodes;
    if (needs === null || first === undefined) return;
    const { wizardAddress: from } = farm;
    const start = (way: SignInWay) => signInAt(verification, needs, way, ports, signal);
    const who = async (way: SignInWay, cookie: string | null) => {
      const { value } = await askWho(verification, needs, { ...way, cookie }, ports, signal);
      return value === undefined ? null : said(needs, value);
    };
    const ways = nodes.map((node) => ({ from, to: placeOf(farm, node, needs.service), node: node.name }));
    const firstWay = ways[0] as (typeof ways)[number];
    const signedIn = await start(firstWay);
    const answers = new Map<string, SignedInAnswer>();
    const back = new Map<string, SignedInAnswer | null>();
    const without = new Map<string, number>();
    await inParallel(ways, 4, async (way) => {
      if (signedIn.cookie !== null) {
        const answer = await who(way, signedIn.cookie);
        if (answer !== null) answers.set(way.node, answer);
        const { cookie } = way === firstWay ? signedIn : await start(way);
        if (way !== firstWay) back.set(way.node, cookie === null ? null : await who(firstWay, cookie));
      }
      const nobody = await who(way, null);
      if (nobody !== null) without.set(way.node, nobody.status);
    });
    const [client] = farm.clientAddresses;
    const virtual = { from: client ?? from, to: serviceNamed(farm, needs.service), node: null };
    const begun = await start(virtual);
    const through = begun.cookie === null ? null : await who(virtual, begun.cookie);
    seen.signIn = {
      account: needs.as?.account ?? null,
      signedInOn: first.name,
      error: errorOf(signedIn.answer),
      ...{ answers, back, without },
      through: { answer: through, status: through?.status ?? begun.answer.value?.status ?? null },
    };
  },
};

function said({ accountIn }: SignInNeeds, { status, body }: VantageAnswer): SignedInAnswer {
  return { status, account: status === 200 ? (accountIn?.(body) ?? null) : null };
}
