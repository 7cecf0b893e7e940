import type { Farm } from '../../core/model/farm.ts';
import { addressOf, databaseServer, nodesOf } from '../../core/model/farm-parts.ts';
import type { HostState } from '../story/host-states.ts';
import { devicesOf } from './devices.ts';
import { type Box, DRAWN_NODES, probeWay, topologyLayout, wayBetween, waysAlong } from './topology-layout.ts';
import styles from './topology-picture.module.css';
import { farmWords } from './words.ts';

interface Picture {
  farm: Farm;
  states: Map<string, HostState>;
  /** Addresses nodes recorded that are not the client's, by node. */
  wrong: Map<string, string[]>;
  /** Whether requests are on their way. */
  probing: boolean;
}

/** The way of a request as a picture. Decoration: the table beside it says the same. */
export function TopologyPicture({ farm, states, wrong, probing }: Picture) {
  const devices = devicesOf(farm);
  const layout = topologyLayout(nodesOf(farm).length, devices.length);
  const drawn = nodesOf(farm).slice(0, DRAWN_NODES);
  const { client, hops, database, rest } = layout;
  const balancer = hops.at(-1) ?? client;
  const boxOf = (index: number) => layout.nodes[index] ?? client;
  return (
    <svg
      className={styles.picture}
      data-devices={Math.min(devices.length, 3)}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      aria-hidden="true"
    >
      {waysAlong([client, ...hops]).map((way) => (
        <path key={way} className={styles.way} data-live={probing || undefined} d={way} />
      ))}
      {drawn.map((node, index) => (
        <g key={node.name}>
          <path
            className={styles.way}
            data-live={probing || undefined}
            data-wrong={wrong.has(node.name) || undefined}
            d={wayBetween(balancer, boxOf(index))}
          />
          <path className={styles.way} d={wayBetween(boxOf(index), database)} />
        </g>
      ))}
      {rest === null ? null : (
        <>
          <path className={styles.way} d={wayBetween(balancer, rest)} />
          <path className={styles.way} d={wayBetween(rest, database)} />
        </>
      )}
      <Host box={client} title={farmWords.client} lines={[farm.clientAddresses[0] ?? '']} tone="client" />
      {devices.map(({ name, balancer: isBalancer, listensAt, presentsAs }, index) => (
        <Host
          key={name}
          box={hops[index] ?? client}
          title={isBalancer ? farmWords.balancer : name}
          lines={[...listensAt.slice(0, 1).map(([address]) => address), presentsAs[0] ?? '']}
          labels={[...(listensAt.length === 0 ? [] : [farmWords.pictureIn]), farmWords.pictureOut]}
        />
      ))}
      {drawn.map((node, index) => (
        <NodeBox
          key={node.name}
          box={boxOf(index)}
          name={node.name}
          address={addressOf(node)}
          state={states.get(node.name)}
          wrong={wrong.get(node.name)}
        />
      ))}
      {rest === null ? null : (
        <g>
          <rect className={styles.box} data-tone="rest" {...rest} rx="6" />
          <text className={styles.small} x={rest.x + rest.width / 2} y={rest.y + 19} textAnchor="middle">
            {farmWords.moreNodes(nodesOf(farm).length - drawn.length)}
          </text>
        </g>
      )}
      <Host box={database} title={farmWords.database} lines={[databaseServer(farm)]} />
      {probing
        ? drawn.map((node, index) => (
            <circle
              key={node.name}
              className={styles.probe}
              r="4.5"
              style={{ offsetPath: `path("${probeWay(layout, boxOf(index))}")`, animationDelay: `${index * -0.53}s` }}
            />
          ))
        : null}
    </svg>
  );
}

function Host({
  box,
  title,
  lines,
  labels = [],
  tone,
}: {
  box: Box;
  title: string;
  lines: string[];
  labels?: string[];
  tone?: string;
}) {
  return (
    <g>
      <rect className={styles.box} data-tone={tone} {...box} rx="6" />
      <text className={styles.name} x={box.x + 9} y={box.y + 23}>
        {title}
      </text>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a device may have one address on both sides
        <g key={index}>
          {labels[index] === undefined ? null : (
            <text className={styles.small} x={box.x + 9} y={box.y + 45 + index * 20}>
              {labels[index]}
            </text>
          )}
          <text
            className={styles.address}
            x={box.x + (labels[index] === undefined ? 9 : 34)}
            y={box.y + 45 + index * 20}
          >
            {line}
          </text>
        </g>
      ))}
    </g>
  );
}

function NodeBox({
  box,
  name,
  address,
  state,
  wrong,
}: {
  box: Box;
  name: string;
  address: string;
  state: HostState | undefined;
  wrong: string[] | undefined;
}) {
  const said =
    wrong === undefined ? (state === undefined ? '' : farmWords.hostState(state)) : farmWords.records(wrong[0] ?? '');
  const bad = wrong !== undefined || state?.kind === 'failed checks' || state?.kind === 'failed step';
  return (
    <g>
      <rect className={styles.box} data-tone={bad ? 'bad' : toneOf(state)} {...box} rx="6" />
      <text className={styles.name} x={box.x + 9} y={box.y + 20}>
        {name}
      </text>
      <text className={styles.address} x={box.x + 9} y={box.y + 37}>
        {address}
      </text>
      <text className={styles.small} data-tone={bad ? 'bad' : toneOf(state)} x={box.x + 9} y={box.y + 54}>
        {said}
      </text>
    </g>
  );
}

function toneOf(state: HostState | undefined): string | undefined {
  if (state?.kind === 'proven') return 'good';
  if (state?.kind === 'partly set up') return 'waiting';
  return state?.kind === 'waiting' ? 'waiting' : undefined;
}
