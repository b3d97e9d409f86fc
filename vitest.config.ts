import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // End-to-end tests start the real bot as a child process, which takes its time on a small
    // machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Tests of one file that run at once start a bot each. With more than two of them beside the
    // other worker's, a bot on two cores may miss the three seconds in which it has to answer.
    maxConcurrency: 2,
    coverage: { include: ['src/**', 'commands/**'], reporter: ['text-summary', 'html'] },
  },
});
