/** Nodes that a farm may have. */
export const MOST_NODES = 500;
/** Hosts of such a farm: the database, the balancers, and devices and places of requests besides. */
export const MOST_HOSTS = MOST_NODES + 20;
/** Nodes that practice hosts are made for: each is a process of this computer. */
export const MOST_PRACTICE_NODES = 50;
