import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { desktop } from '../../connection/desktop.ts';
import { saveText } from '../../parts/save-text.ts';
import { wizardWords } from '../../words-wizard.ts';

/** `html` for people, `md` for repositories, `pdf` where the application runs as a window of its own. */
export type RunbookFormat = 'md' | 'html' | 'pdf';
const words = wizardWords.review;
const TYPES = { md: 'text/markdown', html: 'text/html' };

/**
 * Writes the farm's runbook and hands it to the user.
 * @returns where it is now, as a sentence; null where nobody chose a place
 */
export async function saveRunbook(
  { id, farm }: Pick<FarmView, 'id' | 'farm'>,
  format: RunbookFormat,
): Promise<string | null> {
  const { text } = await client.farm.runbook({ farm: id, format: format === 'md' ? 'md' : 'html' });
  const name = words.fileName(fileNameOf(farm.name), format);
  const place = await (format === 'pdf' ? desktop?.savePdf({ name, html: text }) : saveText(name, text, TYPES[format]));
  if (place === undefined || place === null) return null;
  return desktop === null ? words.downloaded(place) : words.saved(place);
}

/** The farm's name with only what every file system takes. */
function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'farm' : plain;
}
