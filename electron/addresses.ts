/** The scheme of the pages. Only this application knows it, and nothing listens for it. */
export const SCHEME = 'farmwright';

/** Address of the pages. */
export const APP_ORIGIN = `${SCHEME}://app`;

/** Address of documents while they are printed. It has no page of the application. */
export const PAPER_ORIGIN = `${SCHEME}://paper`;
