import { TEST_CLUSTER } from './postgres';
import { running } from './running-cluster';

export default async function globalTeardown(): Promise<void> {
  if (running.cluster !== undefined) {
    await running.cluster.stop();
    running.cluster = undefined;
    delete process.env[TEST_CLUSTER];
  }
}
