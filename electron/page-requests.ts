import { type BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { APP_ORIGIN } from './addresses.ts';
import { CHANNELS } from './channels.ts';
import type { CoreKeeper } from './core-keeper.ts';
import { printToPdf } from './paper.ts';
import { askWhereToSave, saveFile } from './save-file.ts';

const Name = z.string().min(1).max(200);
const MOST_CHARACTERS = 64 * 1024 * 1024;
const Text = z.object({ name: Name, text: z.string().max(MOST_CHARACTERS) });
const Paper = z.object({ name: Name, html: z.string().max(MOST_CHARACTERS) });
const Nothing = z.undefined();

/** Answers requests of the page to the main process. It checks sender and content of each request. */
export function answerPageRequests(window: BrowserWindow, core: CoreKeeper, ready: () => void): void {
  const isOwn = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    sender === window.webContents && senderFrame === window.webContents.mainFrame && senderFrame.origin === APP_ORIGIN;
  const hear = (channel: string, deed: (event: IpcMainEvent) => void) =>
    ipcMain.on(channel, (event, ...given: unknown[]) => {
      if (isOwn(event) && given.length === 0) deed(event);
    });
  const answer = <S extends z.ZodType>(channel: string, schema: S, deed: (given: z.output<S>) => Promise<unknown>) =>
    ipcMain.handle(channel, (event, given: unknown) => {
      if (!isOwn(event)) throw new Error('Only the application’s own page is answered.');
      return deed(schema.parse(given));
    });

  hear(CHANNELS.openLine, ({ sender, senderFrame }) => {
    if (senderFrame !== null) core.join(sender, senderFrame);
  });
  hear(CHANNELS.ready, ready);
  answer(CHANNELS.resume, Nothing, async () => core.start());
  answer(CHANNELS.chooseFarm, Nothing, () => chooseFarm(window));
  answer(CHANNELS.saveText, Text, async ({ name, text }) => {
    const path = await askWhereToSave(window, name);
    if (path !== null) await saveFile(path, text);
    return path;
  });
  answer(CHANNELS.savePdf, Paper, async ({ name, html }) => {
    const path = await askWhereToSave(window, name);
    if (path !== null) await saveFile(path, await printToPdf(html));
    return path;
  });
}

/** Asks for a farm file. */
export async function chooseFarm(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a farm file',
    properties: ['openFile'],
    filters: [{ name: 'Farm files', extensions: ['farm'] }],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
