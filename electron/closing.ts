import { type BrowserWindow, dialog } from 'electron';
import type { CoreKeeper } from './core-keeper.ts';

const ANSWERS = ['Keep running', 'Cancel the run and close', 'Stay'] as const;

/** What happens to a window when it is closed. */
type Choice = 'close' | 'hide' | 'stay';

/**
 * Handles closing of the window. If nothing runs, it closes. Else it asks once: keep running without a window, cancel and
 * close, or stay. Runs that end while the question is open are not waited for.
 * @param quit ends the application
 */
export function guardClosing(window: BrowserWindow, core: CoreKeeper, quit: () => void): void {
  let asking = false;
  let decided = false;
  window.on('close', (event) => {
    if (decided || core.underWay.length === 0) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    ask(window, core)
      .then((choice) => {
        if (choice === 'stay') return;
        if (choice === 'hide' && core.underWay.length > 0) {
          window.hide();
          return;
        }
        // The window shows why the core has ended, so it stays open.
        if (choice === 'hide' && !core.runs) return;
        decided = true;
        quit();
      })
      .finally(() => {
        asking = false;
      });
  });
}

async function ask(window: BrowserWindow, core: CoreKeeper): Promise<Choice> {
  const names = core.underWay.map(({ name }) => name).join(', ');
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Farmwright',
    message: `Something is still running: ${names}.`,
    detail:
      'Keep running: the window closes, and Farmwright ends after the run. Cancel the run and close: completed steps are kept, and you can continue at the next start.',
    buttons: [...ANSWERS],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return response === 0 ? 'hide' : response === 1 ? 'close' : 'stay';
}
