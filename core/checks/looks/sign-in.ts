import type { FarmHost } from '../../model/farm-host.ts';
import { hostNameOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { answerTo, errorOf } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { healthyNodes } from '../asking/healthy-nodes.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { REQUEST_LIMIT_MS } from '../asking/send-token.ts';
import type { Look } from '../look.ts';
import { health } from './health.ts';

/** One sign-in on the first healthy node, then a signed-in request straight to every healthy node. */
export const signIn: Look = {
  title: 'Signing in on one node and asking the others',
  effect: 'reads',
  needs: [health],
  sends: ({ farm, profile }) =>
    profile.signIn === null
      ? []
      : [
          `One sign-in goes from ${farm.wizardAddress} to the first healthy node, then one signed-in request to each node.`,
        ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const needs = profile.signIn;
    const nodes = healthyNodes(verification, seen);
    const [first] = nodes;
    if (needs === null || first === undefined) return;
    const send = (node: FarmHost, method: 'GET' | 'POST', path: string, cookie?: string) => {
      const headers: [string, string][] = cookie === undefined ? [] : [['Cookie', cookie]];
      const way = {
        from: farm.wizardAddress,
        to: placeOf(farm, node, needs.service),
        hostName: hostNameOf(farm, serviceNamed(farm, needs.service)),
      };
      const request = { ...way, method, path, headers, limitMs: REQUEST_LIMIT_MS };
      return answerTo(() => exchange(request, node.name, ports, signal), signal);
    };
    const signedIn = await send(first, 'POST', needs.signInPath);
    const cookie = signedIn.value?.headers.find(([name]) => name.toLowerCase() === 'set-cookie')?.[1].split(';')[0];
    const answers = new Map<string, number>();
    if (cookie !== undefined)
      await inParallel(nodes, 4, async (node) => {
        const answer = await send(node, 'GET', needs.whoPath, cookie);
        if (answer.value !== undefined) answers.set(node.name, answer.value.status);
      });
    seen.signIn = { signedInOn: first.name, error: errorOf(signedIn), answers };
  },
};
