import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, protocol, session } from 'electron';
import { PAPER_ORIGIN, SCHEME } from './addresses.ts';
import { CHANNELS } from './channels.ts';
import { guardClosing } from './closing.ts';
import { CoreKeeper } from './core-keeper.ts';
import { farmArgument } from './farm-argument.ts';
import { endKept } from './launcher.ts';
import { setMenu } from './menu.ts';
import { notifyOfEnd } from './notify.ts';
import { answerPageRequests, chooseFarm } from './page-requests.ts';
import { pagesOf } from './pages.ts';
import { paperOf } from './paper.ts';
import { followRunEnds } from './run-ends.ts';
import { PRIVILEGES, refuseOtherPages, refusePermissions } from './security.ts';
import { openWindow } from './window.ts';

/** How long the core and the practice hosts may each take to end when the application does. */
const END_LIMIT_MS = 20_000;

const here = dirname(fileURLToPath(import.meta.url));
const core = new CoreKeeper(join(here, '../core'));
let window: BrowserWindow | null = null;
let pageIsReady = false;
/** A farm file that is to be opened once the page is there to do it. */
let wanted: string | null = farmArgument(process.argv, process.cwd());
let ended = false;

// Two instances would keep two lists of recent farms and window states, so the second passes its arguments to the first.
if (app.requestSingleInstanceLock()) begin();
else app.quit();

function begin(): void {
  protocol.registerSchemesAsPrivileged(PRIVILEGES);
  refuseOtherPages(app);
  app.on('second-instance', (_event, args, folder) => {
    show();
    want(farmArgument(args, folder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    want(path);
  });
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void end();
  });
  void app.whenReady().then(start);
}

function start(): void {
  refusePermissions(session.defaultSession);
  const pages = pagesOf(join(here, '../pages'));
  protocol.handle(SCHEME, (request) =>
    request.url.startsWith(`${PAPER_ORIGIN}/`) ? paperOf(request) : pages(request),
  );
  // The user may have closed the window and needs to know.
  core.onEnded = show;
  core.start();
  const opened = openWindow(join(here, 'preload.cjs'));
  window = opened;
  opened.on('closed', () => {
    window = null;
  });
  // A page that is loaded again says anew when it is ready. Going from page to page within it loads nothing.
  opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) pageIsReady = false;
  });
  answerPageRequests(opened, core, () => {
    pageIsReady = true;
    want(wanted);
  });
  guardClosing(opened, core, () => app.quit());
  core.onUnderWay = followRunEnds({
    isSeen: () => window !== null && opened.isFocused(),
    isPutAway: () => window !== null && !opened.isVisible(),
    now: () => performance.now(),
    tell: (farm) => notifyOfEnd(farm, opened),
    quit: () => app.quit(),
  });
  setMenu({ openFarm: () => void chooseFarm(opened).then(want) });
}

/** Opens a farm file in the window, as soon as there is a page that can. */
function want(path: string | null): void {
  // Nothing is no wish: another one may still wait for its page.
  if (path === null) return;
  wanted = path;
  if (window === null || !pageIsReady) return;
  wanted = null;
  window.webContents.send(CHANNELS.openFarm, path);
}

function show(): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Nothing is left behind: farms are closed, practice hosts end. */
async function end(): Promise<void> {
  await core.end(END_LIMIT_MS);
  await endKept(END_LIMIT_MS);
  ended = true;
  app.quit();
}
