/** Names of the hosts that are not nodes; a node's host has the node's name. */
export const DATABASE_HOST = 'database';
export const BALANCER_HOST = 'balancer';

/** Names of the secrets a farm asks for. */
export const SERVICE_ACCOUNT_PASSWORD = 'serviceAccountPassword';
export const DATABASE_ADMINISTRATOR_PASSWORD = 'databaseAdministratorPassword';
