/** A name with only what every file system takes. @param otherwise where nothing of it is left */
export function fileNameOf(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? otherwise : plain;
}
