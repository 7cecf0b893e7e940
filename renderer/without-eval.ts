/**
 * The validation library in the client-IP engine tries out whether it may make code from text, which the pages' content
 * security policy forbids and every browser would report. It looks here first.
 */
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
