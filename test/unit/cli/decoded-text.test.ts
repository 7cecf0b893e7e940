import { expect, it } from 'vitest';
import { decodedText } from '../../../core/cli/text-files.ts';

it('text is read as programs write it, with and without a mark of its encoding', () => {
  const bigEndian = Buffer.from('\uFEFFsvc-ä', 'utf16le').swap16();
  const written = [Buffer.from('svc-ä'), Buffer.from('\uFEFFsvc-ä'), Buffer.from('\uFEFFsvc-ä', 'utf16le'), bigEndian];
  expect(written.map(decodedText)).toEqual(['svc-ä', 'svc-ä', 'svc-ä', 'svc-ä']);
});
