/** The shapes of requests that the oracle sends, by the names that the product's result has for them. */
export const SHAPES = {
  plain: 'plain GET',
  old: 'HTTP/1.0',
  kept: 'Three requests on one connection',
  browser: 'The headers of a browser',
  cookie: 'The cookie of a signed-in user',
  post: 'POST',
  session: 'A signed-in browser',
  returning: 'The cookies of an earlier answer',
} as const;
export type Shape = keyof typeof SHAPES;

/** What the product calls requests to a further entrance: the oracle tries those that the grammar opens. */
const FURTHER = 'to a port that the plan does not open';

/** Forged requests of the product that the oracle has its own for. */
const FORGED = [
  ...['one-address', 'list', 'several-lines', 'ipv6', 'ipv4-mapped', 'with-port', 'in-brackets', 'empty', 'oversized'],
  ...['unclosed-quote', 'forwarded', 'x-real-ip', 'true-client-ip', 'empty-line-first', 'lower-case', 'underscores'],
  ...[
    'named-in-connection',
    'other-headers',
    'public-address',
    'private-address',
    'loopback-address',
    'every-header',
    'straight to the node',
  ],
];

/**
 * Returns the shapes that a result claims and the oracle does not know: with one of them the oracle has to learn it, for
 * it would judge less than the product claims.
 */
export function unknownClaims(claimed: readonly string[]): string[] {
  const shapes: readonly string[] = Object.values(SHAPES);
  const isShape = (text: string) => shapes.includes(text.replace(/, request \d+$/, ''));
  return [...new Set(claimed)].filter((title) => {
    if (isShape(title) || title === FURTHER) return false;
    const [, variant = '', shape] = /^forged[:,] (.+?)(?: \((.+)\))?$/.exec(title) ?? [];
    return !FORGED.includes(variant) || (shape !== undefined && !isShape(shape));
  });
}
