import { openDatabase } from '../common/database';
import { ensureDatabase, withAccount, withDatabase } from '../tools/local-postgres/databases';
import { startThrowawayCluster } from '../tools/local-postgres/throwaway';
import { identityMigrations } from '../subgraphs/mash/identity/migrations';
import type { Bench, Progress } from './bench';
import { measureIndex } from './identity/measure';
import { Index } from './identity/grow';
import { figure, type Result } from './result';

/** Records in the index at which one person and a publication are measured. */
const SIZES = [10_000, 100_000, 1_000_000] as const;

export const identity: Bench = {
  about:
    'the identity index at ten thousand, a hundred thousand and a million records: finding one person, publishing ten thousand',
  run: (progress) => withIndex((index) => measure(index, progress)),
};

async function measure(index: Index, progress: Progress): Promise<Result[]> {
  const results: Result[] = [];
  for (const size of SIZES) {
    progress(`growing the index to ${size} records`);
    await index.growTo(size);
    progress(`measuring at ${size}`);
    const { candidates, oneMs, publishedPerSecond, longestPageMs, people } = await measureIndex(index, progress);
    const name = `index-1e${Math.round(Math.log10(size))}`;
    results.push(
      figure(`${name}-candidates-mean`, candidates, 'records'),
      figure(`${name}-one-person-p50-ms`, oneMs.p50, 'ms'),
      figure(`${name}-one-person-p95-ms`, oneMs.p95, 'ms'),
      figure(`${name}-published-per-s`, publishedPerSecond, 'persons/s'),
      figure(`${name}-published-persons`, people, 'persons'),
      figure(`${name}-longest-page-ms`, longestPageMs, 'ms'),
    );
  }
  return results;
}

/** An index of its own, with the tables of the hub, in a cluster that is gone afterwards. */
async function withIndex<T>(use: (index: Index) => Promise<T>): Promise<T> {
  const cluster = await startThrowawayCluster();
  try {
    const name = 'bench_identity';
    await ensureDatabase(cluster.adminUrl, { name, migratorPassword: 'bench', appPassword: 'bench' });
    const admin = withDatabase(cluster.adminUrl, name);
    const [url, migratorUrl] = ['app', 'migrator'].map((role) => withAccount(admin, `${name}_${role}`, 'bench')) as [
      string,
      string,
    ];
    const database = await openDatabase({ name, url, migratorUrl, entities: [], migrations: identityMigrations });
    const owner = await openDatabase({ name, url: migratorUrl, entities: [], migrations: [] });
    try {
      return await use(new Index(database, owner));
    } finally {
      await database.destroy();
      await owner.destroy();
    }
  } finally {
    await cluster.stop();
  }
}
