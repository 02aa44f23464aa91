import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, postgresAccount } from './account';
import { type Cluster, startCluster } from './cluster';
import { own } from './place';

/** An empty cluster for one test run: fast, not durable, gone when it is stopped or when this process ends. */
export function startThrowawayCluster(): Promise<Cluster> {
  const account = postgresAccount();
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => account === undefined || canEnter(folder, account)) ?? tmpdir();
  const place = own(mkdtempSync(join(base, 'mash-hub-test-')), account);
  return startCluster({ place, password: randomBytes(18).toString('base64url'), durable: false });
}
