import { startThrowawayCluster } from '../../tools/local-postgres/throwaway';
import { compileProject } from './compile';
import { makeTemplatesFolder, TEST_HUBS } from './hub-template';
import { TEST_CLUSTER } from './postgres';
import { running } from './running-cluster';

interface JestProject {
  readonly testEnvironmentOptions: { readonly compiled?: boolean };
}

/**
 * Starts one throwaway PostgreSQL for the whole run (unless one was given), and compiles the project once where the tests start
 * real processes, which keep their first hubs for the next. Jest calls it only for the projects that have a test to run; each names what it needs in `testEnvironmentOptions`.
 */
export default async function globalSetup(_global: unknown, project: JestProject): Promise<void> {
  if (project.testEnvironmentOptions.compiled === true) {
    compileProject();
    process.env[TEST_HUBS] ??= makeTemplatesFolder();
  }
  if (process.env[TEST_CLUSTER] === undefined) {
    running.cluster = await startThrowawayCluster();
    process.env[TEST_CLUSTER] = running.cluster.adminUrl;
  }
}
