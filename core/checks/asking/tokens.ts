/** Returns the beginning of the tokens of a new proof: 8 random hexadecimal digits tell them from those of other proofs. */
export function newTokenStart(): string {
  return `fw-${crypto.randomUUID().slice(0, 8)}`;
}

/** Returns a new token that begins so. */
export function newToken(tokenStart: string): string {
  return `${tokenStart}-${crypto.randomUUID()}`;
}
