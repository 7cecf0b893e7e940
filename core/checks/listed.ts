/** Returns `node-01, node-02 and node-03`, each name once. */
export function listed(names: string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length < 2 ? distinct.join('') : `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)}`;
}
