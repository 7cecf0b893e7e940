/** Returns in words that another header is read than planned: no device on the way takes care of that one. */
export function otherHeader(planned: string, inForce: string): string[] {
  if (planned.toLowerCase() === inForce.toLowerCase()) return [];
  return [`it reads the header ${inForce}, planned ${planned}`];
}
