import { describe, expect, it } from 'vitest';
import { pathOf, routeOf } from '../../../renderer/navigation.ts';

const FARM = '0b9f6a52-7c1e-4d3a-9f58-2f6f5a1b7c3d';

describe('routes', () => {
  it.each([
    ['/', { page: 'start' }],
    ['/index.html', { page: 'start' }],
    [
      '/practice/0b9f6a52-7c1e-4d3a-9f58-2f6f5a1b7c3d',
      { page: 'practice', id: '0b9f6a52-7c1e-4d3a-9f58-2f6f5a1b7c3d' },
    ],
    ['/practice/abcdefgh/', { page: 'practice', id: 'abcdefgh' }],
    ['/practice/', { page: 'unknown' }],
    ['/practice/short', { page: 'unknown' }],
    ['/practice/ABCDEFGH', { page: 'unknown' }],
    ['/practice/abcdefgh/more', { page: 'unknown' }],
    ['/somewhere', { page: 'unknown' }],
    [`/farm/${FARM}`, { page: 'farm', id: FARM, wizardPage: null }],
    [`/farm/${FARM}/first-node`, { page: 'farm', id: FARM, wizardPage: 'first-node' }],
    [`/farm/${FARM}/plan`, { page: 'farm', id: FARM, wizardPage: 'plan' }],
    [`/farm/${FARM}/settings`, { page: 'unknown' }],
    ['/farm/abcdefgh/goal', { page: 'unknown' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it('lead back to themselves', () => {
    expect(routeOf(pathOf({ page: 'start' }))).toEqual({ page: 'start' });
    expect(routeOf(pathOf({ page: 'practice', id: 'abcdefgh' }))).toEqual({ page: 'practice', id: 'abcdefgh' });
  });
});
