/** Names of the hosts that are not nodes; a node's host has the node's name. */
export const DATABASE_HOST = 'database';
export const BALANCER_HOST = 'balancer';

/** Names no node can have: hosts that are no nodes, and the places requests come from, which stand beside them in tables. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([DATABASE_HOST, BALANCER_HOST, 'waf', 'client', 'wizard']);

/** Names of the secrets a farm asks for. */
export const SERVICE_ACCOUNT_PASSWORD = 'serviceAccountPassword';
export const DATABASE_ADMINISTRATOR_PASSWORD = 'databaseAdministratorPassword';
