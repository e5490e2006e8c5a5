/** Real Postgres and Temporal are started once for all workers: see test/support/globalSetup.ts. */
export default {
  testEnvironment: 'node',
  runner: '<rootDir>/test/runner/processRunner.ts',
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/.data/'],
  // Node reads TypeScript itself.
  transform: {},
  testSequencer: '<rootDir>/test/support/longestFirst.ts',
  // More than processors: much of a flow is waiting for what other processes do.
  maxWorkers: 4,
  testTimeout: 60_000,
};
