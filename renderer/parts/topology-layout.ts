/** A box of the picture, in the units of its view box. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where everything stands: one client and one balancer, the nodes under each other, one database. */
interface TopologyLayout {
  width: number;
  height: number;
  client: Box;
  balancer: Box;
  nodes: Box[];
  database: Box;
  /** The box that stands for the nodes that have no box of their own, or null. */
  rest: Box | null;
}

const WIDTH = 646;
const NODE = { x: 331, width: 166, height: 64, gap: 12 };
const REST_HEIGHT = 30;
/** Nodes with a box of their own. The table beside the picture has all of them. */
export const DRAWN_NODES = 5;

/** Lays out a farm with that many nodes. */
export function layOut(nodes: number): TopologyLayout {
  const drawn = Math.min(nodes, DRAWN_NODES);
  const step = NODE.height + NODE.gap;
  const boxes = Array.from({ length: drawn }, (_, index) => ({
    x: NODE.x,
    y: 1 + index * step,
    width: NODE.width,
    height: NODE.height,
  }));
  const rest = nodes > drawn ? { x: NODE.x, y: 1 + drawn * step, width: NODE.width, height: REST_HEIGHT } : null;
  const height = Math.max(2 + drawn * step - NODE.gap + (rest === null ? 0 : NODE.gap + REST_HEIGHT), 120);
  const middle = (box: { x: number; width: number; height: number }): Box => ({ ...box, y: (height - box.height) / 2 });
  return {
    width: WIDTH,
    height,
    client: middle({ x: 1, width: 118, height: 64 }),
    balancer: middle({ x: 149, width: 146, height: 84 }),
    nodes: boxes,
    database: middle({ x: 527, width: 118, height: 64 }),
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

/** The whole way of a probe: client, balancer, one node, database. */
export function probeWay({ client, balancer, database }: TopologyLayout, node: Box): string {
  const legs: [Box, Box][] = [
    [client, balancer],
    [balancer, node],
    [node, database],
  ];
  return legs
    .map(([from, to], index) => {
      const leg = wayBetween(from, to);
      return index === 0 ? leg : leg.replace('M', 'L');
    })
    .join(' ');
}
