/** A server of a backend as it is written: its name and its number. */
export interface NumberedServer {
  name: string;
  id: number;
}

/**
 * One client stays on one node, by the address its connections come from; IPv4 addresses are kept in the same table in
 * IPv6 form. Entries last 30 minutes after the last request. The table is in memory: after a restart each client is
 * given a node anew, once. (`peers` would carry it over a reload only, where the old process still runs.)
 *
 * A node that is DOWN is passed over by HAProxy itself, and the entry changes to the node that answered. A node that
 * drains is not: HAProxy lets the clients it knows stay. Deleting their entries at that moment is not enough, since a
 * request that is under way writes its entry again when it ends. So an entry is passed over as long as its node's weight
 * is 0, which is how `setNodeLine` marks a node that drains: `state drain` by itself cannot be seen by a condition.
 *
 * Sources: HAProxy configuration manual 2.6, 4.2 `stick-table`, `stick match`, `stick store-request`; 7.3.1
 * `table_server_id`; 7.3.2 `srv_uweight`.
 */
export function sourcePersistence(backend: string, servers: NumberedServer[]): string[] {
  return [
    'stick-table type ipv6 size 100k expire 30m',
    `http-request set-var(txn.kept) src,table_server_id(${backend})`,
    ...servers.map(
      ({ name, id }) =>
        `http-request set-var(txn.drains) bool(true) if { var(txn.kept) -m int ${id} } { srv_uweight(${backend}/${name}) 0 }`,
    ),
    'stick match src unless { var(txn.drains) -m bool }',
    'stick store-request src',
  ];
}
