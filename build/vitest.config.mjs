import { fileURLToPath } from 'node:url';
import { SUITES } from './suites.mjs';

/** One project for each suite, so that the runner can leave out a suite whose programs are missing. */
export default {
  // Much of what the suites do is waiting for processes: four at a time keep two cores busy.
  root: fileURLToPath(new URL('../', import.meta.url)),
  test: {
    projects: SUITES.map(({ name, files, not = [], apart = false }) => ({
      test: {
        name,
        include: [files],
        exclude: not,
        pool: 'forks',
        isolate: apart,
        testTimeout: 240_000,
        hookTimeout: 240_000,
      },
    })),
    maxWorkers: 4,
    passWithNoTests: false,
    reporters: ['default'],
  },
};
