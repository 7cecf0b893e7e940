import type { Outcome } from '../../model/check.ts';
import type { Detector, Scene } from './detector.ts';

/** A node does not answer as healthy: every check that needs it follows from that. */
export const nodeDoesNotAnswer: Detector = {
  id: 'node-does-not-answer',
  page: 'further-nodes',
  find: (scene) => {
    const looks = scene.seen.health.filter(({ status }) => status !== 200);
    const nodes = [...new Set(looks.map(({ node }) => node))];
    const [first] = looks;
    if (first === undefined) return null;
    const saw = first.error?.message ?? `It answered ${first.status} to its health check.`;
    return {
      title: `${nodes.join(' and ')} ${nodes.length === 1 ? 'does' : 'do'} not answer as healthy. ${saw}`,
      remedy: `Start the application on ${nodes.join(' and ')} and look at its log. Running the plan again starts it.`,
      explains: (outcome) =>
        outcome.causedBy === 'health.node' ||
        (outcome.id === 'health.node' && nodes.includes(outcome.subject.node ?? '')),
    };
  },
};

/** A node answers requests and writes no audit record. */
export const noAuditRecord: Detector = {
  id: 'no-audit-record',
  page: 'verify',
  find: (scene) => {
    const elsewhere = differingNodes(scene, 'same.connection');
    // Records that are there twice, or were changed, are no missing ones.
    const failed = failedOf(scene, 'audit.recorded').filter(
      ({ subject, evidence }) =>
        !elsewhere.includes(subject.node ?? '') && Array.isArray(evidence.missing) && evidence.missing.length > 0,
    );
    const nodes = [...new Set(failed.map(({ subject }) => subject.node ?? ''))];
    if (nodes.length === 0) return null;
    return {
      title: `${nodes.join(' and ')} ${nodes.length === 1 ? 'answers' : 'answer'} requests and ${nodes.length === 1 ? 'writes' : 'write'} no audit record.`,
      remedy: `Turn on the audit record at ${nodes.join(' and ')}, and check that the service account may write it.`,
      explains: (outcome) =>
        (failed.includes(outcome) || outcome.causedBy === 'audit.recorded') &&
        (outcome.subject.node === undefined || nodes.includes(outcome.subject.node)),
    };
  },
};

/** Nodes that should be the same differ in one fact. */
export const otherCertificate = differs('another-certificate', 'same.certificate');
export const otherVersion = differs('another-version', 'same.version');
export const otherAccount = differs('another-service-account', 'same.account');
/** A node with another connection writes and reads in another database. */
export const otherConnection = differs('another-connection', 'same.connection', [
  'audit.recorded',
  'audit.client-ip',
  'audit.node',
  'forged-direct.refused',
  'ip-detection.as-planned',
]);
export const otherKeyRing = differs('another-key-ring', 'same.key-ring', ['sign-in.across']);

function differs(id: string, check: string, alsoExplains: string[] = []): Detector {
  return {
    id,
    page: 'further-nodes',
    find: (scene) => {
      const [outcome] = failedOf(scene, check);
      if (outcome === undefined) return null;
      return {
        title: outcome.cause ?? outcome.title,
        remedy: outcome.remedy ?? 'Make the nodes the same.',
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
    const held = failedOf(scene, 'balancer.pool').filter(({ causedBy }) => causedBy === null);
    const services = [...new Set(held.map(({ subject }) => subject.service ?? ''))].filter((service) =>
      (scene.seen.pool.value ?? []).every((member) => member.service !== service || member.state === 'down'),
    );
    const failed = held.filter(({ subject }) => services.includes(subject.service ?? ''));
    const [first] = failed;
    if (first === undefined) return null;
    return {
      title: first.cause ?? first.title,
      remedy: first.remedy ?? 'Compare the balancer’s health check with the application’s.',
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
    const [outcome] = failedOf(scene, 'entrances.closed');
    if (outcome === undefined) return null;
    return {
      title: outcome.cause ?? outcome.title,
      remedy: outcome.remedy ?? 'Close what the plan does not open.',
      explains: ({ id, verdict }) => id === 'entrances.closed' && verdict === 'fail',
    };
  },
};

/** A node accepts direct connections from a client. */
export const nodeAdmitsClients: Detector = {
  id: 'node-admits-clients',
  page: 'further-nodes',
  find: (scene) => {
    const [outcome] = failedOf(scene, 'bypass.closed');
    if (outcome === undefined) return null;
    return {
      title: outcome.cause ?? outcome.title,
      remedy: outcome.remedy ?? 'Let the node’s firewall admit only the balancer and this computer.',
      explains: ({ id, verdict }) => id === 'bypass.closed' && verdict === 'fail',
    };
  },
};

function differingNodes(scene: Scene, check: string): string[] {
  const [outcome] = failedOf(scene, check);
  return (outcome?.evidence.differing as string[] | undefined) ?? [];
}

function failedOf(scene: Scene, id: string): Outcome[] {
  return scene.open.filter((outcome) => outcome.id === id && outcome.verdict === 'fail');
}
