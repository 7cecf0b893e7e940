import { type Detector, openOf, type Scene, toldBy } from './detector.ts';

/** Nodes that should be the same differ in one fact. */
export const otherCertificate = differs('another-certificate', 'same.certificate');
export const otherVersion = differs('another-version', 'same.version');
export const otherAccount = differs('another-service-account', 'same.account');
/** A node with another connection writes and reads in another database. */
export const otherConnection: Detector = {
  ...differs('another-connection', 'same.connection', [
    'audit.recorded',
    'audit.client-ip',
    'audit.node',
    'forged-direct.refused',
    'ip-detection.as-planned',
  ]),
  // Its connection string may be wrong: then the node is not healthy, and that is mended first.
  yieldsTo: ['database-does-not-answer'],
};
export const otherKeyRing = differs('another-key-ring', 'same.key-ring', ['sign-in.across']);

function differs(id: string, check: string, alsoExplains: string[] = []): Detector {
  return {
    id,
    page: 'further-nodes',
    find: (scene) => {
      const [outcome] = openOf(scene, check);
      if (outcome === undefined) return null;
      return {
        ...toldBy(outcome),
        explains: (other) =>
          other.id === check ||
          (alsoExplains.includes(other.id) && differingNodes(scene, check).includes(other.subject.node ?? '')),
      };
    },
  };
}

/** The balancer's health check asks for the wrong path: it marks all nodes down, though they are healthy. */
export const balancerAsksWrongPath: Detector = {
  id: 'balancer-asks-wrong-path',
  page: 'load-balancer',
  find: (scene) => {
    const held = openOf(scene, 'balancer.pool').filter(({ causedBy }) => causedBy === null);
    const services = [...new Set(held.map(({ subject }) => subject.service ?? ''))].filter((service) =>
      (scene.seen.pool.value ?? []).every((member) => member.service !== service || member.state === 'down'),
    );
    const failed = held.filter(({ subject }) => services.includes(subject.service ?? ''));
    const [first] = failed;
    if (first === undefined) return null;
    return {
      ...toldBy(first),
      explains: (outcome) =>
        failed.includes(outcome) ||
        outcome.id === 'balancer.as-planned' ||
        (['balancer.pool', 'distribution'].includes(outcome.causedBy ?? outcome.id) &&
          services.includes(outcome.subject.service ?? '')),
    };
  },
};

/** A client gets to the application where the plan opens nothing. */
export const secondEntrance: Detector = {
  id: 'second-entrance',
  page: 'further-nodes',
  find: (scene) => {
    const [outcome] = openOf(scene, 'entrances.closed');
    if (outcome === undefined) return null;
    return {
      ...toldBy(outcome),
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        (id === 'entrances.closed' ||
          (id === 'balancer.as-planned' && outcome.subject.node === undefined && subject.node === undefined)),
    };
  },
};

/** A node accepts direct connections from a client. */
export const nodeAdmitsClients: Detector = {
  id: 'node-admits-clients',
  page: 'further-nodes',
  find: (scene) => {
    const [outcome] = openOf(scene, 'bypass.closed');
    if (outcome === undefined) return null;
    return {
      ...toldBy(outcome),
      explains: ({ id, verdict }) => id === 'bypass.closed' && verdict === 'fail',
    };
  },
};

/** Returns the nodes that differ from the first in what this check compares. */
export function differingNodes(scene: Scene, check: string): string[] {
  const [outcome] = openOf(scene, check);
  return (outcome?.evidence.differing as string[] | undefined) ?? [];
}

/** A certificate is valid, and not for long. */
export const certificateEndsSoon: Detector = {
  id: 'certificate-ends-soon',
  page: 'further-nodes',
  find: (scene) => {
    const open = openOf(scene, 'certificate.lasts', 'warning');
    const [first] = open;
    if (first === undefined) return null;
    const told = toldBy(first);
    const more =
      open.length === 1 ? '' : ` ${open.length === 2 ? 'One more ends' : `${open.length - 1} more end`} soon as well.`;
    return {
      ...told,
      title: `${told.title}${more}`,
      explains: ({ id, verdict }) => id === 'certificate.lasts' && verdict === 'warning',
    };
  },
};
