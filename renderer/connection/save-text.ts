import { desktop } from './desktop.ts';
import { connectionWords } from './words.ts';

/**
 * Saves a text as a file: in the desktop window where the reader says, in a browser by the way downloads go.
 * @returns what was saved, as its name or path; null if the reader cancelled
 */
export async function saveText(name: string, text: string, type = 'text/plain'): Promise<string | null> {
  if (desktop !== null) return await desktop.saveText({ name, text });
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // By then the download has started.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}

/** Says where a file is now. @param place what `saveText` returned */
export function savedSentence(place: string): string {
  return desktop === null ? connectionWords.downloaded(place) : connectionWords.saved(place);
}
