import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { farmArgument } from '../../../electron/farm-argument.ts';
import { keepWindowState, onDisplays, readWindowState } from '../../../electron/window-state.ts';

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 };
const RIGHT = { x: 1920, y: 0, width: 1280, height: 1000 };

describe('where the window stands', () => {
  it.each([
    ['as it was', { x: 100, y: 90, width: 900, height: 700 }, [MAIN], { x: 100, y: 90, width: 900, height: 700 }],
    [
      'on the second display',
      { x: 2000, y: 10, width: 900, height: 700 },
      [MAIN, RIGHT],
      { x: 2000, y: 10, width: 900, height: 700 },
    ],
    [
      'on the main display when its own is gone',
      { x: 2000, y: 10, width: 900, height: 700 },
      [MAIN],
      { x: 1020, y: 10, width: 900, height: 700 },
    ],
    ['no larger than its display', { x: -50, y: -50, width: 4000, height: 3000 }, [MAIN], MAIN],
    [
      'no smaller than one can use',
      { x: 5, y: 5, width: 10, height: 10 },
      [MAIN],
      { x: 5, y: 5, width: 480, height: 400 },
    ],
  ])('%s', (_, bounds, displays, expected) => {
    expect(onDisplays(bounds, displays)).toEqual(expected);
  });

  it('is kept, and read back; what is no state counts for nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fw-window-'));
    const file = join(folder, 'window.json');
    expect(readWindowState(file)).toBeNull();
    const state = { bounds: RIGHT, maximized: true };
    keepWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(folder)).toEqual(['window.json']);
    writeFileSync(file, '{"bounds":{"x":"left"}}');
    expect(readWindowState(file)).toBeNull();
    keepWindowState(join(folder, 'nowhere', 'window.json'), state);
    rmSync(folder, { recursive: true });
  });
});

describe('the farm file of a command line', () => {
  it.each([
    [['farmwright'], null],
    [['farmwright', '/farms/one.farm'], '/farms/one.farm'],
    [['farmwright', '--flag', 'two.FARM'], '/here/two.FARM'],
    [['farmwright', '--file=x.farm'], null],
    [['farmwright', 'notes.txt'], null],
    [['/opt/one.farm'], null],
    [['farmwright', 'file:///farms/my%20one.farm'], '/farms/my one.farm'],
    [['farmwright', 'FILE:///farms/one.farm'], '/farms/one.farm'],
    [['farmwright', 'file:///farms/notes.txt'], null],
    [['farmwright', 'file://elsewhere/one.farm'], null],
    [['farmwright', 'file:///farms/one%2Ftwo.farm'], null],
    [['farmwright', 'file:///farms/one%zz.farm'], null],
  ])('of %j is %s', (args, expected) => {
    expect(farmArgument(args, '/here')).toBe(expected);
  });
});
