import { listed } from '../listed.ts';
import { type Detector, openOf, type Scene } from './detector.ts';

/** A node answers everybody as if they had signed in. */
export const signInNotAsked: Detector = {
  id: 'sign-in-not-asked',
  page: 'further-nodes',
  find: (scene) => {
    const nodes = failedNodes(scene).filter((node) => scene.seen.signIn?.without.get(node) === 200);
    if (nodes.length === 0) return null;
    return {
      title: `${listed(nodes)} ${nodes.length === 1 ? 'asks' : 'ask'} nobody to sign in: a request without a cookie was answered 200.`,
      remedy: `Turn on sign-in on ${listed(nodes)}.`,
      explains: ofNodes(nodes),
    };
  },
};

/** Whoever signs in is taken for somebody else. */
export const signInNamesAnother: Detector = {
  id: 'sign-in-names-another',
  page: 'further-nodes',
  yieldsTo: [signInNotAsked.id],
  find: (scene) => {
    const { signIn } = scene.seen;
    if (signIn === null || signIn.account === null) return null;
    const wrong = failedNodes(scene).flatMap((node) => {
      const answers = signIn.on.flatMap((on) =>
        on.node === node ? [...(on.answers?.values() ?? [])] : (on.answers?.get(node) ?? []),
      );
      const other = answers.find(({ account }) => account !== null && account !== signIn.account);
      return other === undefined ? [] : [{ node, account: other.account }];
    });
    const [first] = wrong;
    if (first === undefined) return null;
    const nodes = wrong.map(({ node }) => node);
    return {
      title: `Whoever signs in as ${signIn.account} is ${first.account} on ${listed(nodes)}.`,
      remedy:
        'Find out what the application, or what stands before it, keeps of one who signed in and gives to another: a shared cache is the usual reason.',
      explains: ofNodes(nodes),
    };
  },
};

/** Every node takes the sign-ins of every other, and through the balancer none is kept. */
export const cookieLostAtBalancer: Detector = {
  id: 'cookie-lost-at-balancer',
  page: 'load-balancer',
  find: (scene) => {
    const lost = openOf(scene, 'sign-in.across').find(({ subject }) => subject.node === undefined);
    const through = scene.seen.signIn?.through;
    // What is answered to those who did not sign in, or who are taken for another, is no lost cookie.
    if (lost === undefined || through == null || through.without === 200 || through.answer?.status === 200) return null;
    const { balancer } = scene.verification;
    const what =
      through.answer === null
        ? 'no cookie came with the answer to a sign-in'
        : `the cookie of a sign-in was answered ${through.answer.status}`;
    return {
      title: `A sign-in works straight on every node, and not through ${balancer.name}: ${what}.`,
      remedy: `Let ${balancer.name} pass the headers Cookie and Set-Cookie as they are.`,
      explains: (outcome) => outcome === lost || (outcome.id === 'balancer.as-planned' && outcome.verdict === 'fail'),
    };
  },
};

function failedNodes(scene: Scene): string[] {
  return openOf(scene, 'sign-in.across').flatMap(({ subject }) => subject.node ?? []);
}

function ofNodes(nodes: string[]) {
  return ({ id, subject, verdict }: { id: string; subject: { node?: string | undefined }; verdict: string }) =>
    id === 'sign-in.across' && verdict === 'fail' && nodes.includes(subject.node ?? '');
}
