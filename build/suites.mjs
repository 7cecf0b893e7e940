import { PROGRAMS } from './packages.mjs';

/** Every test suite: its files, and the programs it cannot do without. */
export const SUITES = [
  { name: 'unit', files: 'test/unit/**/*.test.ts', needs: [] },
  { name: 'contract', files: 'test/contract/**/*.test.ts', needs: [] },
  { name: 'farm', files: 'test/farm/**/*.test.ts', needs: [] },
  { name: 'crash', files: 'test/crash/**/*.test.ts', needs: [PROGRAMS.haproxy] },
  { name: 'lab', files: 'test/lab/**/*.test.ts', needs: [PROGRAMS.haproxy] },
  { name: 'e2e', files: 'test/e2e/**/*.test.ts', needs: [PROGRAMS.chromium] },
];
