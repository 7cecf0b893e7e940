/** Id of the profile, under which its own answers stand. */
export const GATEWAY = 'gateway';
/** The header it reads. */
export const HEADER = 'X-Forwarded-For';
/** Key of its setting that names that header. */
export const TRUST = 'trust';
/** Its access log, on each node. */
export const LOG = 'access.log';
