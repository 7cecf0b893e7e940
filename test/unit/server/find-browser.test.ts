import { describe, expect, it } from 'vitest';
import { hasDisplay, openingOf, type Surroundings } from '../../../core/server/find-browser.ts';

const ADDRESS = 'file:///tmp/farmwright-window-x/open.html';
const PROFILE = '/tmp/farmwright-window-x/profile';

function surroundings(changes: Partial<Surroundings> & { files?: string[] } = {}): Surroundings {
  const { files = [], ...rest } = changes;
  const env = { PATH: '/usr/local/bin:/usr/bin', DISPLAY: ':0' };
  return { platform: 'linux', env, isRoot: false, exists: (path) => files.includes(path), ...rest };
}

describe('a window is shown', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0', CI: 'true' }, false],
    ['darwin', {}, true],
    ['darwin', { CI: '1' }, false],
    ['win32', {}, true],
    ['win32', { CI: 'true' }, false],
  ] as const)('on %s with %j: %s', (platform, env, shown) => {
    expect(hasDisplay(surroundings({ platform, env }))).toBe(shown);
  });
});

describe('the window is', () => {
  it.each([
    ['/usr/bin/chromium'],
    ['/usr/bin/chromium-browser'],
    ['/usr/local/bin/google-chrome'],
    ['/usr/bin/google-chrome-stable'],
    ['/usr/bin/microsoft-edge'],
  ])('an app window of %s with a profile of its own', (file) => {
    const { program, args, isAppWindow } = openingOf(ADDRESS, PROFILE, surroundings({ files: [file] }));
    expect([program, isAppWindow]).toEqual([file, true]);
    expect(args).toEqual([
      `--app=${ADDRESS}`,
      `--user-data-dir=${PROFILE}`,
      '--no-first-run',
      '--no-default-browser-check',
    ]);
  });

  it('sandboxed, unless root runs it, which Chromium refuses', () => {
    const files = ['/usr/bin/chromium'];
    expect(openingOf(ADDRESS, PROFILE, surroundings({ files })).args).not.toContain('--no-sandbox');
    expect(openingOf(ADDRESS, PROFILE, surroundings({ files, isRoot: true })).args).toContain('--no-sandbox');
  });

  it.each([
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', {}, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    [
      'win32',
      { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', ProgramFiles: 'C:\\Program Files' },
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\a b\\AppData\\Local' },
      'C:\\Users\\a b\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
    ],
  ] as const)('an app window on %s with %j: %s', (platform, env, file) => {
    expect(openingOf(ADDRESS, PROFILE, surroundings({ platform, env, files: [file] })).program).toBe(file);
  });

  it.each([
    ['linux', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'explorer.exe'],
  ] as const)('the usual browser’s on %s without a Chromium: %s', (platform, program) => {
    expect(openingOf(ADDRESS, PROFILE, surroundings({ platform }))).toEqual({
      program,
      args: [ADDRESS],
      isAppWindow: false,
    });
  });

  it('none of a folder of PATH that depends on where one stands', () => {
    const files = ['chromium', './chromium', '/chromium'];
    const env = { PATH: ':.:bin', DISPLAY: ':0' };
    expect(openingOf(ADDRESS, PROFILE, surroundings({ env, files })).program).toBe('xdg-open');
  });
});
