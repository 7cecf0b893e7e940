/** Paths of the two services, and the query parameter that goes into the audit record. */
export const REQUESTS = {
  web: { health: '/health-check', request: '/request' },
  api: { health: '/api/v3.0/health-check', request: '/api/v3.0/request' },
  token: 'reference',
};

/** Paths of the web service where a person signs in, and asks who is signed in. */
export const SIGN_IN = { signInPath: '/sign-in', whoPath: '/whoami' };

/** Who signs in to see whether a sign-in is valid on every node. */
export const SIGN_IN_AS = 'farmwright-check';

/** Key of the setting that says whose forwarded headers count. */
export const IP_DETECTION = 'ipDetection';
