/** The scheme the pages come by: it is known to this application only, and nothing listens for it. */
export const SCHEME = 'farmwright';

/** Where the pages are. */
export const APP_ORIGIN = `${SCHEME}://app`;

/** Where documents that are printed stand for the time of printing; no page of the application is there. */
export const PAPER_ORIGIN = `${SCHEME}://paper`;
