import type { ReactNode } from 'react';
import type { Farm } from '../../core/model/farm.ts';
import { addressOf, databaseServer, nodesOf, placesOf } from '../../core/model/farm-parts.ts';
import { Address } from '../parts/address.tsx';
import { PageTurner } from '../parts/page-turner.tsx';
import type { ShapeKind } from '../parts/shape.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Beside, Table, Under } from '../parts/table.tsx';
import { usePaging } from '../parts/use-paging.ts';
import { partWords } from '../parts/words.ts';
import type { HostState } from '../story/host-states.ts';
import { type Device, devicesOf } from './devices.ts';
import styles from './host-table.module.css';
import { farmWords } from './words.ts';

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
  balancerName: string;
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
        caption={farmWords.caption}
        columns={[farmWords.host, farmWords.role, farmWords.address, farmWords.state]}
      >
        <Row
          at={2}
          host={farmWords.client}
          role={farmWords.clientRole}
          address={<Address>{farm.clientAddresses[0] ?? ''}</Address>}
        />
        {devices.map((device, index) => (
          <Row
            key={device.name}
            at={ROWS_BEFORE + index + 1}
            host={device.balancer ? farmWords.balancer : device.name}
            role={device.balancer ? farmWords.balancerRole(balancerName) : farmWords.deviceRole}
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
              role={farmWords.nodeRole(paging.first + index === 0)}
              state={states.get(node.name)}
              records={wrong.get(node.name)}
              address={
                <>
                  <Address>{addressOf(node)}</Address>{' '}
                  <Beside>
                    {placesOf(farm, node)
                      .map(({ port }) => farmWords.port(port))
                      .join(', ')}
                  </Beside>
                </>
              }
            />
          ))}
        <Row
          at={rows - 1}
          host={farmWords.database}
          role={farmWords.databaseRole(farm.database.engine)}
          state={hosts.database === undefined ? undefined : states.get(hosts.database)}
          address={
            <>
              <Address>{databaseServer(farm)}</Address>{' '}
              {farm.database.port === undefined ? null : <Beside>{farmWords.port(farm.database.port)}</Beside>}
            </>
          }
        />
        <Row
          at={rows}
          host={farmWords.wizard}
          role={farmWords.wizardRole}
          address={<Address>{farm.wizardAddress}</Address>}
        />
      </Table>
      <PageTurner paging={paging} what={partWords.paging.nodes} />
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
      <td data-label={farmWords.role}>{role}</td>
      <td data-label={farmWords.address}>{address}</td>
      <td className={styles.state} data-label={farmWords.state}>
        {state === undefined ? null : <StateWord kind={SHAPES[state.kind]}>{farmWords.hostState(state)}</StateWord>}
        {records === undefined ? null : <Under>{records.map(farmWords.records).join(', ')}</Under>}
      </td>
    </tr>
  );
}

/** The address at which a device listens, and the address that the next device sees. */
function DeviceAddresses({ device: { listensAt, presentsAs, virtual } }: { device: Device }) {
  return (
    <>
      {listensAt.map(([address, services]) => (
        <div key={address}>
          <Address>{address}</Address>{' '}
          <Beside>{(virtual ? farmWords.virtual : farmWords.listens)(services.join(', '))}</Beside>
        </div>
      ))}
      {presentsAs.map((address) => (
        <div key={address}>
          <Address>{address}</Address> <Beside>{farmWords.own}</Beside>
        </div>
      ))}
    </>
  );
}
