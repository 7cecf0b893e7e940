import type { ReactNode } from 'react';
import type { PracticeView } from '../../core/api/contract.ts';
import type { Farm } from '../../core/model/farm.ts';
import { addressOf, databaseServer, nodesOf, placesOf } from '../../core/model/farm-parts.ts';
import { type Device, devicesOf } from '../practice/devices.ts';
import type { HostState } from '../practice/host-states.ts';
import { words } from '../words.ts';
import { Address } from './address.tsx';
import styles from './host-table.module.css';
import { PageTurner } from './page-turner.tsx';
import type { ShapeKind } from './shape.tsx';
import { StateWord } from './state-word.tsx';
import { Beside, Table, Under } from './table.tsx';
import { usePaging } from './use-paging.ts';

const SHAPES: Record<HostState['kind'], ShapeKind> = {
  waiting: 'waiting',
  'being set up': 'busy',
  'set up': 'in place',
  'partly set up': 'waiting',
  'failed step': 'fail',
  'being proven': 'busy',
  proven: 'pass',
  'failed checks': 'fail',
  unproven: 'unknown',
  ended: 'dash',
};

/** Farms with more nodes than this have a table that scrolls. */
const MOST_ROWS = 8;
const NODES_AT_ONCE = 25;
/** Rows above the first device: the column names, the client. */
const ROWS_BEFORE = 2;
/** Rows below the last node: the database, the wizard. */
const ROWS_AFTER = 2;

interface Hosts {
  farm: Farm;
  balancerName: PracticeView['balancerName'];
  states: Map<string, HostState>;
  /** Addresses nodes recorded that are not the client's, by node. */
  wrong: Map<string, string[]>;
  /** Names of the plan's hosts that are no nodes. */
  hosts: { balancer: string | undefined; database: string | undefined };
}

/** Every host with its role, its addresses and its state: the picture in words. */
export function HostTable({ farm, balancerName, states, wrong, hosts }: Hosts) {
  const devices = devicesOf(farm);
  const nodesAfter = ROWS_BEFORE + devices.length;
  const paging = usePaging(nodesOf(farm).length, NODES_AT_ONCE);
  const rows = nodesAfter + nodesOf(farm).length + ROWS_AFTER;
  return (
    <>
      <Table
        rowCount={rows}
        tall={nodesOf(farm).length > MOST_ROWS}
        caption={words.farm.caption}
        columns={[words.farm.host, words.farm.role, words.farm.address, words.farm.state]}
      >
        <Row
          at={2}
          host={words.farm.client}
          role={words.farm.clientRole}
          address={<Address>{farm.clientAddresses[0] ?? ''}</Address>}
        />
        {devices.map((device, index) => (
          <Row
            key={device.name}
            at={ROWS_BEFORE + index + 1}
            host={device.balancer ? words.farm.balancer : device.name}
            role={device.balancer ? words.farm.balancerRole(balancerName) : words.farm.deviceRole}
            state={device.balancer && hosts.balancer !== undefined ? states.get(hosts.balancer) : undefined}
            address={<DeviceAddresses device={device} />}
          />
        ))}
        {nodesOf(farm)
          .slice(paging.first, paging.end)
          .map((node, index) => (
            <Row
              key={node.name}
              at={nodesAfter + paging.first + index + 1}
              host={node.name}
              role={words.farm.nodeRole(paging.first + index === 0)}
              state={states.get(node.name)}
              records={wrong.get(node.name)}
              address={
                <>
                  <Address>{addressOf(node)}</Address>{' '}
                  <Beside>
                    {placesOf(farm, node)
                      .map(({ port }) => words.farm.port(port))
                      .join(', ')}
                  </Beside>
                </>
              }
            />
          ))}
        <Row
          at={rows - 1}
          host={words.farm.database}
          role={words.farm.databaseRole(farm.database.engine)}
          state={hosts.database === undefined ? undefined : states.get(hosts.database)}
          address={
            <>
              <Address>{databaseServer(farm)}</Address>{' '}
              {farm.database.port === undefined ? null : <Beside>{words.farm.port(farm.database.port)}</Beside>}
            </>
          }
        />
        <Row
          at={rows}
          host={words.farm.wizard}
          role={words.farm.wizardRole}
          address={<Address>{farm.wizardAddress}</Address>}
        />
      </Table>
      <PageTurner paging={paging} what={words.paging.nodes} />
    </>
  );
}

function Row({
  at,
  host,
  role,
  address,
  state,
  records,
}: {
  /** Its place in the whole table. */
  at: number;
  host: string;
  role: string;
  address: ReactNode;
  state?: HostState | undefined;
  records?: string[] | undefined;
}) {
  return (
    <tr aria-rowindex={at}>
      <th scope="row">{host}</th>
      <td data-label={words.farm.role}>{role}</td>
      <td data-label={words.farm.address}>{address}</td>
      <td className={styles.state} data-label={words.farm.state}>
        {state === undefined ? null : <StateWord kind={SHAPES[state.kind]}>{words.farm.hostState(state)}</StateWord>}
        {records === undefined ? null : <Under>{records.map(words.farm.records).join(', ')}</Under>}
      </td>
    </tr>
  );
}

/** Where a device listens, and the address the next one sees. */
function DeviceAddresses({ device: { listensAt, presentsAs, virtual } }: { device: Device }) {
  return (
    <>
      {listensAt.map(([address, services]) => (
        <div key={address}>
          <Address>{address}</Address>{' '}
          <Beside>{(virtual ? words.farm.virtual : words.farm.listens)(services.join(', '))}</Beside>
        </div>
      ))}
      {presentsAs.map((address) => (
        <div key={address}>
          <Address>{address}</Address> <Beside>{words.farm.own}</Beside>
        </div>
      ))}
    </>
  );
}
