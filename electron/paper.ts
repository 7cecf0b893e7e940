import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import { PAPER_ORIGIN } from './addresses.ts';
import { WEB_PREFERENCES } from './security.ts';

/** A document is only laid out: no script runs and nothing is fetched. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
};

const documents = new Map<string, string>();

/** Answers with a document that is being printed. */
export function paperOf({ url }: { url: string }): Response {
  const html = documents.get(url);
  return html === undefined
    ? new Response(null, { status: 404, headers: HEADERS })
    : new Response(html, { headers: HEADERS });
}

/** Lays HTML out as a PDF, in a window that is never shown and in which nothing runs. */
export async function printToPdf(html: string): Promise<Uint8Array> {
  const url = `${PAPER_ORIGIN}/${randomUUID()}`;
  documents.set(url, html);
  const window = new BrowserWindow({ show: false, webPreferences: { ...WEB_PREFERENCES, javascript: false } });
  try {
    await window.loadURL(url);
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, generateTaggedPDF: true });
  } finally {
    documents.delete(url);
    window.destroy();
  }
}
