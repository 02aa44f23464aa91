import { startThrowawayCluster } from '../../tools/local-postgres/throwaway';
import { TEST_CLUSTER } from './postgres';
import { running } from './running-cluster';

/** Starts one throwaway PostgreSQL for the whole run, unless one was given. Jest calls it only for projects that have a test to run. */
export default async function globalSetup(): Promise<void> {
  if (process.env[TEST_CLUSTER] === undefined) {
    running.cluster = await startThrowawayCluster();
    process.env[TEST_CLUSTER] = running.cluster.adminUrl;
  }
}
