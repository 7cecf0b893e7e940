import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from './addresses.ts';
import { WEB_PREFERENCES } from './security.ts';
import { keepWindowState, onDisplays, readWindowState, SMALLEST } from './window-state.ts';

const USUAL = { width: 1280, height: 860 };
/** The colours of an empty page, so that nothing flashes before it is there. */
const BACKGROUND = { light: '#f4f6f8', dark: '#10151b' };

/**
 * The application's window, at its last place. It is shown once there is something to see.
 * @param preload the bundled preload script
 */
export function openWindow(preload: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const kept = readWindowState(stateFile);
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...(kept === null ? USUAL : onDisplays(kept.bounds, areas)),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Farmwright',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  window.once('ready-to-show', () => {
    if (kept?.maximized === true) window.maximize();
    window.show();
  });
  window.on('close', () =>
    keepWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
