import { PROGRAMS } from './packages.mjs';

/** Tests that replace modules, or count what their process holds. */
const ALONE = 'test/unit/**/*.alone.test.ts';

/**
 * Every test suite: its files, and the programs it cannot do without. The files of one that is *together* share processes:
 * they read the modules once, and leave nothing behind. Each other file has a process of its own.
 */
export const SUITES = [
  { name: 'unit', files: 'test/unit/**/*.test.ts', not: ALONE, needs: [], together: true },
  { name: 'alone', files: ALONE, needs: [] },
  { name: 'contract', files: 'test/contract/**/*.test.ts', needs: [] },
  { name: 'farm', files: 'test/farm/**/*.test.ts', needs: [], together: true },
  { name: 'crash', files: 'test/crash/**/*.test.ts', needs: [PROGRAMS.haproxy], together: true },
  { name: 'lab', files: 'test/lab/**/*.test.ts', needs: [PROGRAMS.haproxy], together: true },
  // Every combination, of which the other suites run a seeded sample: `npm run test:long`, not `npm test`.
  { name: 'long', files: 'test/long/**/*.test.ts', needs: Object.values(PROGRAMS), long: true },
  { name: 'package', files: 'test/package/**/*.test.ts', needs: [PROGRAMS.sevenZip, PROGRAMS.dpkg] },
  // Electron's own binary: no package registry has it, so it is looked for and never asked for.
  { name: 'real-electron', files: 'test/real-electron/**/*.test.ts', needs: [], electron: true },
  { name: 'e2e', files: 'test/e2e/**/*.test.ts', needs: [PROGRAMS.chromium] },
];
