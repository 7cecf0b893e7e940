import type { ErrorData } from '../../../core/model/errors.ts';
import { startWords } from './words.ts';

/** The contract takes 30 million characters of base64, which are 22 million bytes. */
const MOST_BYTES = 22_000_000;

/** Why these files cannot be opened, or null. The core checks the content of the file. */
export function refusalOf(files: readonly File[]): ErrorData | null {
  const [file] = files;
  if (file === undefined || files.length > 1 || !/\.farm$/i.test(file.name))
    return {
      code: 'file.not-a-farm',
      field: null,
      message: startWords.file.notOne(files.map(({ name }) => name).join(', ')),
      remedy: startWords.file.notOneRemedy,
    };
  if (file.size <= MOST_BYTES) return null;
  return {
    code: 'file.too-large',
    field: null,
    message: startWords.file.tooLarge(file.name),
    remedy: startWords.file.tooLargeRemedy,
  };
}

/** The bytes of a file as base64. */
export function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
