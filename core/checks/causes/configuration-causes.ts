import { balancerHost } from '../../model/farm-parts.ts';
import { STARTED_BEFORE } from '../../model/host.ts';
import type { StepSeen } from '../../model/step-seen.ts';
import { listed } from '../listed.ts';
import { type Detector, openOf, type Scene } from './detector.ts';

/** The balancer's file is as planned, and what runs behaves otherwise. */
export const runsAnotherConfiguration: Detector = {
  id: 'runs-another-configuration',
  page: 'load-balancer',
  find: (scene) => {
    const { verification, seen } = scene;
    const { farm, balancer } = verification;
    if (seen.balancerFile.value !== verification.balancerConfiguration) return null;
    const stale = startedBefore(scene).find(({ host }) => host === balancerHost(farm).name);
    // With a device before it, that one may have made the header.
    const [arrived] = farm.hops.length === 1 ? openOf(scene, 'header.as-planned') : [];
    if (stale === undefined && arrived === undefined) return null;
    const services = openOf(scene, 'header.as-planned').map(({ subject }) => subject.service);
    return {
      title: `${balancer.name} runs with another configuration than its file: ${balancer.configurationPath} is as planned, and ${stale === undefined ? `yet ${arrived?.cause ?? ''}` : `${stale.detail}.`}`,
      remedy: `Start ${balancer.name} again with ${balancer.configurationPath}, and take back what was changed at its runtime interface.`,
      explains: ({ id, subject, verdict }) =>
        verdict === 'fail' &&
        ((id === 'plan.in-place' && stale !== undefined) ||
          (['header.as-planned', 'spoof.refused', 'audit.client-ip'].includes(id) &&
            services.includes(subject.service))),
    };
  },
};

/** A host differs from the plan, and what runs there does not show it yet, or not any more. */
export const changedNotInForce: Detector = {
  id: 'changed-not-in-force',
  page: 'further-nodes',
  yieldsTo: [runsAnotherConfiguration.id],
  find: (scene) => {
    if (openOf(scene, 'plan.in-place').length === 0) return null;
    const stale = startedBefore(scene);
    const alone = scene.open.every(({ id }) => id === 'plan.in-place');
    const changed = alone ? scene.seen.steps.filter(isChangedFile) : [];
    const [first] = [...stale, ...changed];
    if (first === undefined) return null;
    const hosts = listed([...stale, ...changed].map(({ host }) => host));
    return {
      title:
        stale.length > 0
          ? `What runs on ${hosts} is older than its files: ${first.detail}.`
          : `A file on ${hosts} was changed, and nothing shows it yet: the change comes into force at the next start. ${first.detail}.`,
      remedy:
        'Run the plan again: it puts back what differs and starts what reads it. If the change is wanted, change the answers instead.',
      explains: ({ id, verdict }) => id === 'plan.in-place' && verdict === 'fail',
    };
  },
};

function startedBefore({ seen }: Scene): StepSeen[] {
  return seen.steps.filter(({ state, detail }) => state === 'differs' && detail.includes(STARTED_BEFORE));
}

function isChangedFile({ state, action }: StepSeen): boolean {
  return state === 'differs' && action !== undefined && FILES.includes(action);
}

/** Kinds of actions that make files, which programs read when they start. */
const FILES: readonly string[] = ['file', 'key', 'certificate'];
