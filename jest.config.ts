import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['.ci', 'server', 'sdk', 'plugins', 'bench'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts', '!**/*.{drill,browser}.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/(.*/)?dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/server/test/strip-types.mjs' },
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'development'] },
  globalSetup: '<rootDir>/server/test/global-setup.ts',
  globalTeardown: '<rootDir>/server/test/global-teardown.ts',
  maxWorkers: 2,
  // Modules of suites that have ended stay in memory, so a process makes room for another one in time.
  workerIdleMemoryLimit: '1GB',
  // Everything here waits for events, so the limit only says when to give up on a busy machine.
  testTimeout: 120_000,
};

export default config;
