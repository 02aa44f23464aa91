import {
  copyFileSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../../tools/local-postgres/databases';
import { freePair, isFree } from '../../tools/local-postgres/ports';

/**
 * Names the folder of this run where each worker keeps a hub at rest; set by the global setup. What the first test file of a worker
 * loads, later ones copy: the same hub, stopped and started again on its ports, with nothing to publish.
 */
export const TEST_HUBS = 'MASH_TEST_HUBS';

/** Made in the global setup, which alone removes it. */
export const makeTemplatesFolder = (): string => mkdtempSync(join(tmpdir(), 'mash-hubs-'));

export interface HubTemplate {
  /** The gateway's: the sign-in, whose address is in the register, has the next one. */
  readonly port: number;
  /** Makes this the data folder of a hub that is about to start. Does nothing for the first. */
  copyTo(dataDir: string): void;
  /** Keeps the data folder of a running hub for the next, unless it came from here itself. */
  keep(dataDir: string, adminUrl: string): Promise<void>;
}

/** What this worker's hubs with so many children begin with. */
export async function hubTemplate(children: number): Promise<HubTemplate> {
  const base = process.env[TEST_HUBS];
  const folder = base === undefined ? undefined : join(base, `worker-${process.env.JEST_WORKER_ID}-${children}`);
  const kept = folder === undefined ? undefined : portOf(folder);
  if (folder !== undefined && kept !== undefined && (await isFree(kept)) && (await isFree(kept + 1))) {
    return { port: kept, copyTo: (dataDir) => copyTree(join(folder, 'data'), dataDir), keep: async () => undefined };
  }
  const port = await freePair();
  return {
    port,
    copyTo: () => undefined,
    keep: async (dataDir, adminUrl) => {
      // Elsewhere than beside the rest where PostgreSQL's account cannot enter, and then not copied.
      if (folder === undefined || kept !== undefined || !existsSync(join(dataDir, CLUSTER))) return;
      await copyRunning(dataDir, join(folder, 'data'), adminUrl);
      writeFileSync(join(folder, 'port'), String(port));
    },
  };
}

const CLUSTER = join('postgres', 'data');
/** Of the run that is copied, and of no other. */
const OF_THE_RUN = ['run.json', 'logs', 'postmaster.pid', 'data.owner.json'];

function portOf(folder: string): number | undefined {
  const file = join(folder, 'port');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** As PostgreSQL's documentation has it: between the start and end of a backup, and the log up to the end afterwards. */
async function copyRunning(from: string, to: string, adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query("select pg_backup_start('a hub at rest', true)");
    copyTree(from, to);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    const label = join(to, CLUSTER, 'backup_label');
    writeFileSync(label, rows[0]?.labelfile ?? '');
    giveTo(label, join(from, CLUSTER));
  });
  rmSync(join(to, CLUSTER, 'pg_wal'), { recursive: true });
  copyTree(join(from, CLUSTER, 'pg_wal'), join(to, CLUSTER, 'pg_wal'));
}

/** With owners and modes. What goes away meanwhile is left out. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: statSync(from).mode & 0o777 });
  giveTo(to, from);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (OF_THE_RUN.includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    try {
      if (entry.isDirectory()) copyTree(source, target);
      else {
        copyFileSync(source, target);
        giveTo(target, source);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function giveTo(path: string, like: string): void {
  const { uid, gid } = statSync(like);
  if (uid !== process.getuid?.()) lchownSync(path, uid, gid);
}
