import { describe, expect, it } from 'vitest';
import { chooseShell } from '../../../build/choose-shell.mjs';

const BINARY = '/opt/electron/electron';
const WANTED = '45.4.1';
const FITS = { executable: BINARY, version: '45.0.2' };
const OTHER = { executable: BINARY, version: '41.0.0' };
const DISPLAY = { DISPLAY: ':0' };

interface Case {
  when: string;
  args?: string[];
  platform?: NodeJS.Platform;
  env?: NodeJS.ProcessEnv;
  /** What is found, the first time and later. */
  found?: (typeof FITS | null)[];
  answers?: boolean;
  fetched?: boolean;
  /** What was asked, in order. */
  asked: string[];
  electron: string | null;
  sentence: string | null;
}

const CASES: Case[] = [
  { when: 'Electron is there', found: [FITS], asked: ['find'], electron: BINARY, sentence: null },
  {
    when: 'Electron is there and a farm file is named',
    args: ['web.farm'],
    found: [FITS],
    asked: ['find'],
    electron: BINARY,
    sentence: null,
  },
  { when: 'the browser is asked for', args: ['--browser'], found: [FITS], asked: [], electron: null, sentence: null },
  {
    when: 'the browser is asked for by its port',
    args: ['--port=8080'],
    found: [FITS],
    asked: [],
    electron: null,
    sentence: null,
  },
  {
    when: 'no window is wanted',
    args: ['--no-open'],
    found: [FITS],
    asked: [],
    electron: null,
    sentence: null,
  },
  { when: 'there is no display', env: {}, found: [FITS], asked: [], electron: null, sentence: null },
  {
    when: 'a build runs it',
    env: { ...DISPLAY, CI: 'true' },
    found: [FITS],
    asked: [],
    electron: null,
    sentence: null,
  },
  {
    when: 'macOS, which always has a display',
    platform: 'darwin',
    env: {},
    found: [FITS],
    asked: ['find'],
    electron: BINARY,
    sentence: null,
  },
  {
    when: 'Electron can be fetched',
    found: [null, FITS],
    answers: true,
    fetched: true,
    asked: ['find', 'answers', 'fetch', 'find'],
    electron: BINARY,
    sentence: null,
  },
  {
    when: 'nobody answers',
    asked: ['find', 'answers'],
    electron: null,
    sentence: 'Electron is not installed, and cannot be downloaded now: Farmwright opens in the browser.',
  },
  {
    when: 'the download fails',
    answers: true,
    asked: ['find', 'answers', 'fetch'],
    electron: null,
    sentence: 'Electron could not be installed: Farmwright opens in the browser.',
  },
  {
    when: 'the download leaves nothing behind',
    answers: true,
    fetched: true,
    asked: ['find', 'answers', 'fetch', 'find'],
    electron: null,
    sentence: 'Electron could not be installed: Farmwright opens in the browser.',
  },
  {
    when: 'the place that was named for Electron is empty',
    env: { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: '/opt/none' },
    answers: true,
    asked: ['find'],
    electron: null,
    sentence: 'ELECTRON_OVERRIDE_DIST_PATH (/opt/none) contains no Electron: Farmwright opens in the browser.',
  },
  {
    when: 'in the place that was named for Electron is one of another major version',
    env: { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: '/opt/old' },
    found: [OTHER],
    answers: true,
    asked: ['find'],
    electron: null,
    sentence:
      'ELECTRON_OVERRIDE_DIST_PATH (/opt/old) contains Electron 41.0.0, but Farmwright needs 45.4.1: Farmwright opens in the browser.',
  },
  {
    when: 'Electron of another major version is installed, and the right one can be fetched',
    found: [OTHER, FITS],
    answers: true,
    fetched: true,
    asked: ['find', 'answers', 'fetch', 'find'],
    electron: BINARY,
    sentence: null,
  },
];

describe('npm start opens', () => {
  it.each(CASES)('$electron where $when; asked in this order: $asked', async (one) => {
    const { args = [], platform = 'linux', env = DISPLAY, found = [], electron, sentence } = one;
    const asked: string[] = [];
    const left = [...found];
    const chosen = await chooseShell({
      args,
      platform,
      env,
      wanted: WANTED,
      find: () => {
        asked.push('find');
        return left.shift() ?? null;
      },
      answers: async () => {
        asked.push('answers');
        return one.answers ?? false;
      },
      fetch: async () => {
        asked.push('fetch');
        return one.fetched ?? false;
      },
    });
    expect(chosen).toEqual({ electron, sentence });
    expect(asked).toEqual(one.asked);
  });
});
