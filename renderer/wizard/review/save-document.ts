import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { desktop } from '../../connection/desktop.ts';
import { savedSentence, saveText } from '../../connection/save-text.ts';
import { fileNameOf } from '../../parts/file-name.ts';
import { reviewWords } from './words.ts';

/** What a farm can hand over: all of it, or its last proof alone. */
export type DocumentKind = 'runbook' | 'report';

/** `html` for people, `md` for repositories, `junit` for build servers, `pdf` where the application has its own window. */
export type DocumentFormat = 'html' | 'md' | 'junit' | 'pdf';
const words = reviewWords;
const TYPES = { html: 'text/html', md: 'text/markdown', junit: 'application/xml' };
const ENDINGS: Record<DocumentFormat, string> = { html: 'html', md: 'md', junit: 'xml', pdf: 'pdf' };

/** A farm's document as text. A runbook has no JUnit form. */
export async function documentText(farm: string, kind: DocumentKind, format: 'html' | 'md' | 'junit'): Promise<string> {
  if (kind === 'report') return (await client.farm.report({ farm, format })).text;
  return (await client.farm.runbook({ farm, format: format === 'md' ? 'md' : 'html' })).text;
}

/**
 * Writes a document of the farm and hands it to the user.
 * @returns where it is now, as a sentence; null where nobody chose a place
 */
export async function saveDocument(
  { id, farm }: Pick<FarmView, 'id' | 'farm'>,
  kind: DocumentKind,
  format: DocumentFormat,
): Promise<string | null> {
  const text = await documentText(id, kind, format === 'pdf' ? 'html' : format);
  const name = words.fileName(kind, fileNameOf(farm.name, 'farm'), ENDINGS[format]);
  const place = await (format === 'pdf' ? desktop?.savePdf({ name, html: text }) : saveText(name, text, TYPES[format]));
  if (place === undefined || place === null) return null;
  return savedSentence(place);
}
