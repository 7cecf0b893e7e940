import { z } from 'zod';

/**
 * What a hop does with a forwarded header that reaches it.
 *
 * - `remove`: the header is deleted and nothing is set
 * - `replace`: the header is deleted and set to the peer's address
 * - `append`: the peer's address is joined to the existing value, in one line
 * - `add-line`: the peer's address is added as a line of its own, after the existing lines
 * - `if-none`: the peer's address is set only if the request carries no such header
 * - `preserve`: the request passes as it came
 */
export const HeaderPolicy = z.enum(['remove', 'replace', 'append', 'add-line', 'if-none', 'preserve']);
export type HeaderPolicy = z.infer<typeof HeaderPolicy>;
