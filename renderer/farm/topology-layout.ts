/** A box of the picture, in the units of its view box. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The position of everything: one client, the devices on the way, the nodes under each other, one database. */
interface TopologyLayout {
  width: number;
  height: number;
  client: Box;
  /** Outermost first; the last is the balancer. */
  hops: Box[];
  nodes: Box[];
  database: Box;
  /** The box for all nodes without their own box, or null. */
  rest: Box | null;
}

const CLIENT = { x: 1, width: 118, height: 64 };
const HOP = { width: 146, height: 84 };
const DATABASE = { width: 118, height: 64 };
/** Space between two devices, and beside the nodes for the branching lines. */
const GAP = { hop: 30, nodes: 36, database: 30 };
const NODE = { width: 166, height: 64, gap: 12 };
const REST_HEIGHT = 30;
/** Nodes with a box of their own. The table beside the picture has all of them. */
export const DRAWN_NODES = 5;

/** Returns the layout of a farm with this number of nodes and devices. */
export function topologyLayout(nodes: number, devices: number): TopologyLayout {
  const drawn = Math.min(nodes, DRAWN_NODES);
  const step = NODE.height + NODE.gap;
  const firstHop = CLIENT.x + CLIENT.width + GAP.hop;
  const nodesAt = firstHop + devices * (HOP.width + GAP.hop) - GAP.hop + GAP.nodes;
  const databaseAt = nodesAt + NODE.width + GAP.database;
  const boxes = Array.from({ length: drawn }, (_, index) => ({
    x: nodesAt,
    y: 1 + index * step,
    width: NODE.width,
    height: NODE.height,
  }));
  const rest = nodes > drawn ? { x: nodesAt, y: 1 + drawn * step, width: NODE.width, height: REST_HEIGHT } : null;
  const height = Math.max(2 + drawn * step - NODE.gap + (rest === null ? 0 : NODE.gap + REST_HEIGHT), 120);
  const middle = (box: { x: number; width: number; height: number }): Box => ({ ...box, y: (height - box.height) / 2 });
  return {
    width: databaseAt + DATABASE.width + 1,
    height,
    client: middle(CLIENT),
    hops: Array.from({ length: devices }, (_, index) =>
      middle({ x: firstHop + index * (HOP.width + GAP.hop), ...HOP }),
    ),
    nodes: boxes,
    database: middle({ x: databaseAt, ...DATABASE }),
    rest,
  };
}

/** The way from the right edge of one box to the left edge of another, as path data. */
export function wayBetween(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The ways from each box of a row to the next. */
export function waysAlong(boxes: readonly Box[]): string[] {
  return boxes.slice(1).map((to, index) => wayBetween(boxes[index] ?? to, to));
}

/** The whole way of a probe: client, every device, one node, database. */
export function probeWay({ client, hops, database }: TopologyLayout, node: Box): string {
  return waysAlong([client, ...hops, node, database])
    .map((leg, index) => {
      return index === 0 ? leg : leg.replace('M', 'L');
    })
    .join(' ');
}
