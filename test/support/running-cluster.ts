import type { Cluster } from '../../tools/local-postgres/cluster';

interface Running {
  cluster?: Cluster | undefined;
}

const shared = globalThis as { mashHubTestCluster?: Running };
shared.mashHubTestCluster ??= {};

/** The run's cluster, between global setup and teardown. Kept on `globalThis`: jest loads the two files apart from each other. */
export const running: Running = shared.mashHubTestCluster;
