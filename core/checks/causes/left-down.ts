import type { Detector } from './detector.ts';

/** Checks that fail for a node that is down. A failure of another one has been seen on a node that ran. */
const SHOWS_IT = ['health.node', 'node.unchanged', 'balancer.pool'];

/** The node that the failover test stopped is not back: Farmwright left it so, which nobody else mends. */
export const leftDown: Detector = {
  id: 'left-down',
  page: 'further-nodes',
  find: ({ verification, seen }) => {
    const { node = null, notBack = null } = seen.drill ?? {};
    if (node === null || notBack === null) return null;
    return {
      title: `Farmwright stopped ${node} for the failover test, and it is not back: ${notBack}.`,
      remedy: `Set up ${node} again on the page Nodes, or start ${verification.profile.name} there by hand, at once.`,
      explains: ({ id, subject, verdict }) =>
        id === 'drill.node-loss' || (subject.node === node && (SHOWS_IT.includes(id) || verdict !== 'fail')),
    };
  },
};
