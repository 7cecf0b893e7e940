import type { App, Session, WebContents, WebPreferences } from 'electron';
import { APP_ORIGIN, SCHEME } from './addresses.ts';

/** The scheme as Chromium knows it: like https, and with none of the ways around a policy. */
export const PRIVILEGES = [{ scheme: SCHEME, privileges: { standard: true, secure: true } }];

/** What every page of this application is shown with. */
export const WEB_PREFERENCES: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Chromium's spelling checker fetches its dictionaries from the net.
  spellcheck: false,
};

/** Pages may put text on the clipboard, which a button of theirs does; nothing else is ever granted. */
const GRANTED = 'clipboard-sanitized-write';

/** Refuses pages every permission but one. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === GRANTED && isOwn(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === GRANTED && isOwn(`${origin}/`));
}

/** No contents of this application ever lead anywhere else, open a window, or hold another page. */
export function refuseOtherPages(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

function isOwn(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}
