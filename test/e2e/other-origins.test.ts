import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type OpenSite, startOpenSite } from '../support/open-site.ts';
import { until } from '../support/until.ts';
import { type Stand, startStand } from '../unit/server/shell-stand.ts';

/** Names of the page that attacks. The first two have our own address; the cookie knows no ports and goes to the first. */
const ATTACKERS = ['127.0.0.1', 'localhost', 'evil.example'];

/** What a page can try at another origin; each tells whether it got through. They run in the browser. */
const ATTEMPTS: Record<string, (target: string) => Promise<boolean>> = {
  picture: (target) =>
    new Promise((tell) => {
      const image = Object.assign(new Image(), { onload: () => tell(true), onerror: () => tell(false) });
      image.src = `${target}/icon.svg`;
    }),
  script: (target) =>
    new Promise((tell) => {
      const script = Object.assign(document.createElement('script'), {
        onload: () => tell(true),
        onerror: () => tell(false),
        src: `${target}/assets/index-abc123.js`,
      });
      document.head.append(script);
    }),
  'style sheet': (target) =>
    new Promise((tell) => {
      const link = Object.assign(document.createElement('link'), {
        rel: 'stylesheet',
        onload: () => tell(true),
        onerror: () => tell(false),
        href: `${target}/assets/page.css`,
      });
      document.head.append(link);
    }),
  module: (target) =>
    new Promise((tell) => {
      const script = Object.assign(document.createElement('script'), {
        type: 'module',
        onload: () => tell(true),
        onerror: () => tell(false),
        src: `${target}/assets/index-abc123.js`,
      });
      document.head.append(script);
    }),
  'fetch that reads nothing': (target) =>
    fetch(`${target}/`, { mode: 'no-cors', credentials: 'include' }).then(
      () => true,
      () => false,
    ),
  'fetch that reads': (target) =>
    fetch(`${target}/`, { credentials: 'include' }).then(
      () => true,
      () => false,
    ),
  'fetch that asks first': (target) =>
    fetch(`${target}/`, { credentials: 'include', headers: { 'x-test': '1' } }).then(
      () => true,
      () => false,
    ),
  'stream of events': (target) =>
    new Promise((tell) => {
      const source = new EventSource(`${target}/`, { withCredentials: true });
      const end = (through: boolean) => {
        source.close();
        tell(through);
      };
      source.onopen = () => end(true);
      source.onerror = () => end(false);
    }),
  socket: (target) =>
    new Promise((tell) => {
      const socket = new WebSocket(`${target.replace('http', 'ws')}/api`);
      socket.onopen = () => tell(true);
      socket.onerror = () => tell(false);
    }),
};

let browser: Browser;
let stand: Stand;
let open: OpenSite;
/** A browser in which Farmwright is open, and its cookie with it. */
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [browser, stand, open] = await Promise.all([
    startBrowser({ 'evil.example': '127.0.0.1', 'rebound.example': '127.0.0.1' }),
    startStand(),
    startOpenSite(),
  ]);
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(stand.server.newLink());
  await page.waitForURL(`${ours()}/`);
  expect(await page.title()).toBe('the pages');
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([stand?.end(), open?.end()]);
});

const ours = () => `http://127.0.0.1:${stand.server.port}`;
const theirs = () => `http://127.0.0.1:${open.port}`;

async function tries(from: Page, attempt: string, target: string): Promise<boolean> {
  const deed = ATTEMPTS[attempt];
  if (deed === undefined) throw new Error(`no attempt is called ${attempt}`);
  return from.evaluate(deed, target);
}

/** Puts a page of the target into this page; true where it is shown. */
async function isShownIn(host: Page, tag: string, target: string): Promise<boolean> {
  await host.evaluate(
    ([kind, address]) =>
      new Promise((resolve) => {
        const element = document.createElement(kind);
        if (kind !== 'iframe') element.setAttribute('type', 'text/html');
        element.setAttribute(kind === 'object' ? 'data' : 'src', `${address}/`);
        element.onload = element.onerror = resolve;
        document.body.append(element);
      }),
    [tag, target] as const,
  );
  const inner = host.frames().filter((frame) => frame !== host.mainFrame());
  // A frame that is taken away meanwhile shows nothing.
  const texts = await Promise.all(inner.map((frame) => frame.content().catch(() => '')));
  return texts.some((text) => text.includes('the pages') || text.includes('open to all'));
}

describe.each(ATTACKERS)('a page of another server at %s', (name) => {
  let attacker: Page;
  // A page may do with its own server what it likes: the open one is asked by its other name.
  const openOne = () => (name === '127.0.0.1' ? theirs().replace('127.0.0.1', 'localhost') : theirs());
  beforeEach(async () => {
    attacker = await context.newPage();
    await attacker.goto(`http://${name}:${open.port}/`);
  });
  afterEach(() => attacker.close());

  it.each(
    Object.keys(ATTEMPTS),
  )('gets nothing from Farmwright by %s, as it does from an open server', async (attempt) => {
    expect(await tries(attacker, attempt, openOne())).toBe(true);
    expect(await tries(attacker, attempt, ours())).toBe(false);
  });

  it.each(['iframe', 'object', 'embed'])('shows Farmwright in no %s, as it does an open server', async (tag) => {
    expect(await isShownIn(attacker, tag, ours())).toBe(false);
    await until(() => isShownIn(attacker, tag, openOne()), { what: 'the open server is shown' });
  });

  it('holds no thread to a window of Farmwright that it opens, as it does to one of an open server', async () => {
    const openWindow = async (target: string) => {
      const opened = context.waitForEvent('page');
      await attacker.evaluate((address) => Object.assign(window, { held: window.open(address) }), `${target}/`);
      await (await opened).waitForLoadState();
    };
    const isHeld = () => attacker.evaluate(() => !(window as unknown as { held: Window }).held.closed);
    await openWindow(openOne());
    expect(await isHeld()).toBe(true);
    await openWindow(ours());
    await until(async () => !(await isHeld()), { what: 'the thread is cut' });
  });

  it('gets nothing done by a form', async () => {
    const [answer] = await Promise.all([
      attacker.waitForResponse(`${ours()}/`),
      attacker.evaluate((address) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: `${address}/` });
        form.append(Object.assign(document.createElement('input'), { name: 'i', value: '1' }));
        document.body.append(form);
        form.submit();
      }, ours()),
    ]);
    expect(answer.status()).toBe(405);
  });

  it('does not see the cookie', async () => {
    expect((await context.cookies(ours())).map((cookie) => cookie.name)).toEqual([`farmwright-${stand.server.port}`]);
    expect(await attacker.evaluate(() => document.cookie)).toBe('');
  });
});

describe('Farmwright’s own page', () => {
  it.each(['picture', 'fetch that reads', 'socket'])('gets its %s', async (attempt) => {
    expect(await tries(page, attempt, ours())).toBe(true);
  });

  it.each([
    'picture',
    'fetch that reads nothing',
    'script',
    'socket',
  ])('gets nothing from another server, so that nothing leaves by %s', async (attempt) => {
    expect(await tries(page, attempt, theirs())).toBe(false);
  });

  it('stays open when someone follows a link to it, and when it is loaded again', async () => {
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${theirs()}/`);
    await elsewhere.evaluate((address) => location.assign(address), `${ours()}/`);
    await elsewhere.waitForURL(`${ours()}/`);
    expect(await elsewhere.title()).toBe('the pages');
    await elsewhere.reload();
    expect(await elsewhere.title()).toBe('the pages');
  });
});

it('a name that was rebound to this computer gets neither page nor socket', async () => {
  const rebound = await context.newPage();
  const address = `http://rebound.example:${stand.server.port}`;
  const answer = await rebound.goto(`${address}/`);
  expect(answer?.status()).toBe(421);
  expect(await rebound.content()).not.toContain('the pages');
  // The policy of the refusal keeps its own page from trying: the socket is asked for from a page without one.
  await rebound.goto(`http://rebound.example:${open.port}/`);
  for (const attempt of ['socket', 'fetch that reads']) expect(await tries(rebound, attempt, address)).toBe(false);
});
