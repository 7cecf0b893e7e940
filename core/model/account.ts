import { Line } from './line.ts';

/** The longest name a database server takes for a login or a database (SQL Server's `sysname`). */
const LONGEST = 128;

/**
 * The name of an account as its system writes it: `svc_app`, `CORP\svc-app$`, `svc@corp.example`. Spaces and letters of
 * every script are allowed; line breaks and characters that cannot be seen are refused.
 */
export const Account = Line.max(LONGEST, `use ${LONGEST} characters at most for the name of an account`);

/** The name of a database; the same rules as for an account. */
export const DatabaseName = Line.max(LONGEST, `use ${LONGEST} characters at most for the name of a database`);
