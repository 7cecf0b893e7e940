import type { Outcome } from '../../model/check.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { listed } from '../listed.ts';
import { forgedRequests, honestRequests } from '../observations.ts';
import { PLAIN, titleOf } from '../shapes.ts';
import { type Detector, openOf, type Scene, toldBy } from './detector.ts';
import { differingNodes } from './node-causes.ts';

/** What kind of fault an outcome of `audit.recorded` is about. */
type Kind = 'none' | 'some' | 'twice' | 'changed' | 'elsewhere';

/** A node answers requests and writes no audit record at all. */
export const noAuditRecord: Detector = {
  id: 'no-audit-record',
  page: 'verify',
  find: (scene) => {
    const failed = failedWith(scene, 'none');
    if (failed.length === 0) return null;
    const nodes = nodesIn(failed);
    const one = nodes.length === 1;
    return {
      title: `${listed(nodes)} ${one ? 'answers' : 'answer'} requests and ${one ? 'writes' : 'write'} no audit record (${servicesIn(failed)}).`,
      remedy: `Turn on the audit record at ${listed(nodes)}, and check that the service account may write it.`,
      explains: followsFrom(failed),
    };
  },
};

/** A node records most requests, and some not. */
export const recordsLost: Detector = {
  id: 'records-lost',
  page: 'verify',
  find: (scene) => {
    const failed = failedWith(scene, 'some');
    if (failed.length === 0) return null;
    const missing = failed.flatMap(({ evidence }) => listIn(evidence.missing));
    const all = failed.flatMap(({ evidence }) => listIn(evidence.tokens));
    const shapes = [
      ...new Set(honestRequests(scene.seen).flatMap(({ token, shape }) => (missing.includes(token) ? [shape] : []))),
    ];
    const only = shapes.length === 1 && shapes[0] !== PLAIN.id ? `, all of them “${titleOf(shapes[0] ?? '')}”` : '';
    return {
      title: `${missing.length} of ${all.length} requests that ${listed(nodesIn(failed))} answered have no audit record (${servicesIn(failed)})${only}.`,
      remedy: `Look at the log of the application on ${listed(nodesIn(failed))} for records that it could not write, and whether it records every kind of request.`,
      explains: followsFrom(failed),
    };
  },
};

/** A request has several records. */
export const recordedTwice: Detector = told('recorded-twice', 'twice', (scene, failed) => {
  const all = [...honestRequests(scene.seen), ...forgedRequests(scene.seen)];
  const several = all.filter(({ records }) => (records.value?.length ?? 0) > 1).length;
  return {
    title: `${listed(nodesIn(failed))} wrote more than one audit record of a request: ${several} ${several === 1 ? 'request has' : 'requests have'} several.`,
    remedy:
      'Let the application write one audit record for each request, and see whether two things write to the audit.',
  };
});

/** Records are not what they were when they were read first. */
export const recordsChange: Detector = told('records-change', 'changed', (_scene, failed) => ({
  title: `Audit records do not stay as they are written: ${failed[0]?.cause ?? ''}`,
  remedy: 'Find out what changes, repeats or removes audit records besides the application, and stop it.',
}));

/** A record names a service that was not asked. */
export const recordOfAnotherService: Detector = told('record-of-another-service', 'elsewhere', (_scene, failed) => ({
  title: `${listed(nodesIn(failed))} ${nodesIn(failed).length === 1 ? 'writes' : 'write'} another service into audit records: ${failed[0]?.cause ?? ''}`,
  remedy: `Let the application on ${listed(nodesIn(failed))} write the service that was asked, and check that nothing before it changes the path.`,
}));

/** A node writes another node’s name, or several. */
export const nodeNameOfAnother: Detector = {
  id: 'node-name-of-another',
  page: 'further-nodes',
  find: (scene) => {
    const [first] = openOf(scene, 'audit.node');
    if (first === undefined) return null;
    return {
      ...toldBy(first),
      explains: ({ id, verdict }) => id === 'audit.node' && verdict === 'fail',
    };
  },
};

/** The clock of a node, or of this computer, is wrong. */
export const clocksDiffer: Detector = {
  id: 'clocks-differ',
  page: 'further-nodes',
  find: (scene) => {
    const open = openOf(scene, 'audit.time', 'warning');
    const [first] = open;
    if (first === undefined) return null;
    const offsets = open.map(({ evidence }) => Number(evidence.worstMs));
    const seconds = (Math.max(...offsets.map(Math.abs)) / 1000).toFixed(1);
    const sameWay = offsets.every((ms) => ms < 0) || offsets.every((ms) => ms > 0);
    // One wrong clock is likelier than several that are wrong alike.
    const isOwn = sameWay && open.length === nodesOf(scene.verification.farm).length;
    const whose = isOwn ? 'this computer' : listed(nodesIn(open));
    return {
      title: `The clock of ${whose} is wrong: it differs by up to ${seconds} s from that of ${isOwn ? 'every node' : 'this computer'}. ${first.cause ?? ''}`,
      remedy: `Let ${listed(nodesIn(open))} and this computer take their time from the same source.`,
      explains: ({ id }) => id === 'audit.time',
    };
  },
};

function told(
  id: string,
  kind: Kind,
  tell: (scene: Scene, failed: Outcome[]) => { title: string; remedy: string },
): Detector {
  return {
    id,
    page: 'verify',
    find: (scene) => {
      const failed = failedWith(scene, kind);
      return failed.length === 0 ? null : { ...tell(scene, failed), explains: followsFrom(failed) };
    },
  };
}

/** Outcomes of nodes that write in another database are explained by that. */
function failedWith(scene: Scene, kind: Kind): Outcome[] {
  const elsewhere = differingNodes(scene, 'same.connection');
  return openOf(scene, 'audit.recorded').filter(
    (outcome) => kindOf(outcome) === kind && !elsewhere.includes(outcome.subject.node ?? ''),
  );
}

function kindOf({ evidence }: Outcome): Kind {
  if ('again' in evidence) return 'changed';
  if ('service' in evidence) return 'elsewhere';
  const [missing, tokens] = [listIn(evidence.missing), listIn(evidence.tokens)];
  if (missing.length === 0) return 'twice';
  return missing.length === tokens.length ? 'none' : 'some';
}

function listIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What was not judged since these records are not right; a node as a whole where nothing of it was recorded. */
function followsFrom(failed: Outcome[]): (outcome: Outcome) => boolean {
  return (outcome) => {
    if (failed.includes(outcome)) return true;
    const { node, service } = outcome.subject;
    return (
      outcome.causedBy === 'audit.recorded' &&
      failed.some(
        ({ subject }) =>
          (node === undefined || subject.node === node) && (service === undefined || subject.service === service),
      )
    );
  };
}

function nodesIn(outcomes: Outcome[]): string[] {
  return [...new Set(outcomes.map(({ subject }) => subject.node ?? ''))];
}

function servicesIn(outcomes: Outcome[]): string {
  return listed(outcomes.map(({ subject }) => subject.service ?? ''));
}

/** The right client is recorded, in a form in which nobody looks for it. */
export const addressInOtherForm: Detector = {
  id: 'address-in-other-form',
  page: 'ip-detection',
  find: ({ open }) => {
    const found = open.filter(({ id, verdict }) => id === 'audit.client-ip' && verdict === 'warning');
    const [first] = found;
    if (first === undefined) return null;
    return {
      ...toldBy(first),
      explains: (outcome) => found.includes(outcome),
    };
  },
};
