import { rmSync } from 'node:fs';
import { TEST_HUBS } from './hub-template';
import { TEST_CLUSTER } from './postgres';
import { running } from './running-cluster';

export default async function globalTeardown(): Promise<void> {
  const hubs = process.env[TEST_HUBS];
  if (hubs !== undefined) rmSync(hubs, { recursive: true, force: true });
  delete process.env[TEST_HUBS];
  if (running.cluster !== undefined) {
    await running.cluster.stop();
    running.cluster = undefined;
    delete process.env[TEST_CLUSTER];
  }
}
