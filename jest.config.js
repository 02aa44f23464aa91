const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Packages that are ES modules only: jest cannot require them as Node 20.19 and later can.
  transformIgnorePatterns: ['/node_modules/(?!(jose|oidc-provider|double-metaphone)/)'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.mash/'],
};

const withDatabase = {
  ...common,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** These start real processes. */
const compiled = { ...withDatabase, globalSetup: '<rootDir>/test/support/compiled-setup.ts' };

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  testTimeout: 120_000,
  // A project per need, so that a run of unit tests alone starts no database.
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    { ...withDatabase, displayName: 'database', testMatch: ['<rootDir>/test/database/**/*.test.ts'] },
    { ...withDatabase, displayName: 'real', testMatch: ['<rootDir>/test/real/**/*.test.ts'] },
    { ...compiled, displayName: 'soak', testMatch: ['<rootDir>/test/soak/**/*.test.ts'] },
    { ...compiled, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.test.ts'] },
  ],
};
