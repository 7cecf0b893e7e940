import { PROGRAMS } from './packages.mjs';

/** Tests that replace modules, or count what their process holds. */
const ALONE = 'test/unit/**/*.alone.test.ts';
/** Tests that wait for limits, or for other tests. They come before the many short ones, which then leave no worker idle. */
const IDLE = 'test/unit/**/*.idle.test.ts';

/**
 * Every test suite: its files, and the programs it cannot do without. The files of a suite share processes: they read the
 * modules once, and leave nothing behind. Only where they are *apart* each has a process of its own. Suites run in the order
 * of their names.
 */
export const SUITES = [
  { name: 'unit', files: 'test/unit/**/*.test.ts', not: [ALONE, IDLE], needs: [] },
  { name: 'alone', files: ALONE, needs: [], apart: true },
  { name: 'idle', files: IDLE, needs: [] },
  { name: 'contract', files: 'test/contract/**/*.test.ts', needs: [] },
  { name: 'farm', files: 'test/farm/**/*.test.ts', needs: [] },
  { name: 'crash', files: 'test/crash/**/*.test.ts', needs: [PROGRAMS.haproxy] },
  { name: 'lab', files: 'test/lab/**/*.test.ts', needs: [PROGRAMS.haproxy] },
  // Every combination, of which the other suites run a seeded sample: `npm run test:long`, not `npm test`.
  { name: 'long', files: 'test/long/**/*.test.ts', needs: Object.values(PROGRAMS), long: true, apart: true },
  { name: 'package', files: 'test/package/**/*.test.ts', needs: [PROGRAMS.sevenZip, PROGRAMS.dpkg] },
  // Electron's own binary: no package registry has it, so it is looked for and never asked for.
  { name: 'real-electron', files: 'test/real-electron/**/*.test.ts', needs: [], electron: true, apart: true },
  { name: 'e2e', files: 'test/e2e/**/*.test.ts', needs: [PROGRAMS.chromium] },
];
