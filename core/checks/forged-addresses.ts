/** The addresses forged requests claim: documentation ranges that no client has (RFC 5737, RFC 3849). */
export const FORGED = { ipv4: '192.0.2.66', ipv6: '2001:db8::66', mapped: '::ffff:192.0.2.66' } as const;
