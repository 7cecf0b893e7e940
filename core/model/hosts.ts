/** What reports and tables call the places that requests come from; no host can have these names. */
export const NAMES_OF_PLACES: ReadonlySet<string> = new Set(['client', 'wizard']);

/** Names of the practice hosts that are no nodes. */
export const PRACTICE_DATABASE = 'database';
export const PRACTICE_BALANCER = 'balancer';
export const PRACTICE_WAF = 'waf';

/** On nodes and balancers: the certificates of the authorities that the host trusts (PEM), in the folder of its program. */
export const AUTHORITY_FILE = 'authority.pem';

/** Names of the secrets a farm asks for. */
export const SERVICE_ACCOUNT_PASSWORD = 'serviceAccountPassword';
export const DATABASE_ADMINISTRATOR_PASSWORD = 'databaseAdministratorPassword';
