import {
  type Fault,
  type FaultyFarm,
  forEachNode,
  forEachPath,
  forEachService,
  forTheFarm,
  lastOf,
  onlyNode,
  type Turn,
} from './fault.ts';

export const nodeDown: Fault = {
  id: 'node-down',
  topology: 'any farm',
  changes: 'The last node is stopped.',
  cause: 'node-does-not-answer',
  turns: (farm) => [
    ...withoutNode(farm, lastOf(farm.nodes)),
    forTheFarm('same.certificate', 'could not run'),
    forTheFarm('same.version', 'could not run'),
    forTheFarm('same.account', 'could not run'),
    forTheFarm('same.connection', 'could not run'),
    forTheFarm('same.key-ring', 'could not run'),
  ],
  hits: lastOf,
  silences: true,
  plant: (world) => world.stop(lastOf(world.nodes)),
};

/** What turns where a node is not healthy: what needs its answers could not run. */
export function withoutNode(farm: FaultyFarm, name: string): Turn[] {
  const node = onlyNode(farm, name);
  return [
    ...forEachPath(node, 'health.node'),
    ...forEachPath(node, 'balancer.pool'),
    ...forEachService(farm, 'distribution'),
    ...forEachPath(node, 'audit.client-ip', 'could not run'),
    ...forEachPath(node, 'audit.recorded', 'could not run'),
    ...forEachNode(node, 'audit.node', 'could not run'),
    ...forEachNode(node, 'node.unchanged', 'could not run'),
    ...forEachNode(node, 'forged-direct.refused', 'could not run'),
    ...forEachNode(node, 'bypass.closed', 'could not run'),
    ...forEachNode(node, 'entrances.closed', 'could not run'),
    ...forEachNode(node, 'sign-in.across', 'could not run'),
    ...forEachNode(node, 'ip-detection.as-planned', 'could not run'),
    ...forEachNode(node, 'trust.not-wider', 'could not run'),
    // No second node is left that could be stopped.
    ...(farm.nodes.length < 3
      ? [
          forTheFarm('drill.node-loss', 'could not run'),
          ...forEachService(farm, 'persistence.as-planned', 'could not run'),
        ]
      : []),
  ];
}
