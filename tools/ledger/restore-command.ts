import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../common/config';
import { openDatabase } from '../../common/database';
import type { DataSource } from 'typeorm';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import { type Command, CommandFailed, readTyped, runCommand, TEXT } from '../command-line';
import { agencyDatabaseUrl } from '../retention/agency-database';
import { exportLedger } from './export-ledger';
import { lossText, readLoss } from './loss';
import { acceptLedger, restartLedger } from './restart';
import { sourcesOf } from './sources';

const USAGE = `Usage: npm run restore-ledger -- report <folder>
         what a restored hub lost, from an export with the agencies' own files in it; a new folder is exported from the hub that runs here
       npm run restore-ledger -- begin --by <who>
         at the hub, its service stopped: the ledger goes on under a new id, and says so in its first entry
       npm run restore-ledger -- accept <agency> --ledger <new id> --after <old id> --size <number> --by <who> --reason <text>
         at an agency: it signs for the new ledger, once that is proved to continue what it keeps up to this size

  docs/how-to/restore-the-ledger.md says in which order, and what to decide in between.`;

type Values = Readonly<Partial<Record<'by' | 'ledger' | 'after' | 'size' | 'reason', string>>>;

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { positionals, values } = readTyped({ argv, options: OPTIONS, usage: USAGE });
  const [step, what, ...more] = positionals;
  if (more.length > 0) throw new CommandFailed(USAGE);
  if (step === 'report' && what !== undefined) return report(resolve(what), env);
  if (step === 'begin' && what === undefined) return begin(values, env);
  if (step === 'accept') return accept(what, values, env);
  throw new CommandFailed(USAGE);
}

async function report(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (!existsSync(join(folder, 'keys'))) await exportLedger(sourcesOf(env), folder);
  const loss = await readLoss(
    folder,
    AGENCIES.map(({ name }) => name),
  );
  const lines = loss.custodians.flatMap(({ unrecorded }) => unrecorded).map((one) => `${JSON.stringify(one)}\n`);
  writeFileSync(join(folder, 'unrecorded.jsonl'), lines.join(''), { mode: 0o600 });
  return `${lossText(loss)}Which they are stands in ${join(folder, 'unrecorded.jsonl')}\n`;
}

async function begin({ by }: Values, env: NodeJS.ProcessEnv): Promise<string> {
  if (by === undefined || !/^[\w.@-]{1,80}$/.test(by)) throw new CommandFailed(`--by is an id without spaces\n\n${USAGE}`);
  const { ledger, after, size } = await withDatabase(HUB.name, env, (database) => restartLedger(database, by));
  return `The ledger goes on as ${ledger}, after size ${size} of ${after}\n`;
}

async function accept(agency: string | undefined, values: Values, env: NodeJS.ProcessEnv): Promise<string> {
  const { ledger, after, by, reason } = values;
  const size = Number(values.size);
  const isAgency = AGENCIES.some(({ name }) => name === agency);
  if (!isAgency || agency === undefined || !ledger || !after || !by || !reason || !Number.isSafeInteger(size) || size < 0)
    throw new CommandFailed(USAGE);
  await withDatabase(agency, env, (database) => acceptLedger(database, { ledger, after, size, by, reason }));
  return `${agency} signs for ${ledger}, once it continues what is kept up to size ${size}\n`;
}

async function withDatabase<T>(name: string, env: NodeJS.ProcessEnv, work: (database: DataSource) => Promise<T>): Promise<T> {
  const database = await openDatabase({
    name: 'restore-ledger',
    ...{ url: agencyDatabaseUrl(name, env), entities: [], migrations: [], poolSize: 1 },
  });
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

const OPTIONS = { by: TEXT, ledger: TEXT, after: TEXT, size: TEXT, reason: TEXT };

export const command: Command = {
  usage: USAGE,
  run: async (argv, env) => void process.stdout.write(await main(argv, env)),
  known: [ConfigError],
};
runCommand(module, command);
