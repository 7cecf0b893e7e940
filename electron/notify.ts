import { type BrowserWindow, Notification } from 'electron';

/** Shows a notification that a farm's run has ended. A click opens the window. */
export function notifyOfEnd(farm: string, window: BrowserWindow): void {
  const notification = new Notification({ title: 'Farmwright', body: `${farm}: the run has ended.` });
  notification.on('click', () => {
    if (window.isDestroyed()) return;
    window.show();
    window.focus();
  });
  notification.show();
}
