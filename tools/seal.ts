import 'reflect-metadata';
import { join } from 'node:path';
import { loadAgreements } from '../common/access/load-agreements';
import { InvalidPolicy } from '../common/access/policy-error';
import { ConfigError } from '../common/config';
import { openDatabase } from '../common/database';
import { WatchedSignals } from '../common/feed/watched-signals';
import { SealRefused, sealRecord } from '../common/sealing/sealing';
import { systemClock } from '../common/time';
import { loadDefinition } from '../subgraphs/load-definition';
import { AGENCIES } from '../subgraphs/registry';
import { type Command, CommandFailed, FLAG, readTyped, runCommand, TEXT } from './command-line';
import { agencyDatabaseUrl } from './retention/agency-database';
import { repositoryRoot } from './start/files';

const NAMES = AGENCIES.map(({ name }) => name).join(', ');
const USAGE = `Usage: npm run seal -- <agency> <kind> <record id> --reason <text> --by <who> [--open]

  Agencies: ${NAMES}. A sealed record is met by nobody but the agency's own staff; --open opens it again.
  Uses DATABASE_URL, or the hub that runs from this data folder (MASH_DATA).`;

/** `npm run seal`: works on the agency's own database, like retention; whoever may seal has custody of it. */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { agency, ...sealing } = readCommand(argv);
  const definition = loadDefinition(agency);
  const { agency: code } = definition.registered;
  const agreement = loadAgreements(join(env.POLICY_DIR ?? join(repositoryRoot(), 'policy'), 'agreements'), [code]).get(code);
  if (agreement === undefined) throw new CommandFailed(`There is no agreement of ${agency}`);
  const database = await openDatabase({
    name: 'seal',
    url: agencyDatabaseUrl(agency, env),
    entities: [...new Set(definition.kinds.map(({ entity }) => entity))],
    migrations: [],
    poolSize: 2,
  });
  try {
    const signals = new WatchedSignals({ database, signals: definition.signals, agreement, now: systemClock });
    const records = await sealRecord(sealing, { database, kinds: definition.kinds, signals });
    process.stdout.write(`${records} ${records === 1 ? 'record is' : 'records are'} ${sealing.sealed ? 'sealed' : 'open'}\n`);
  } finally {
    await database.destroy();
  }
}

function readCommand(argv: readonly string[]) {
  const { values, positionals } = readTyped({ argv, options: OPTIONS, usage: USAGE });
  const [name, kind, id, ...more] = positionals;
  const agency = AGENCIES.find((one) => one.name === name)?.name;
  const { reason, by, open = false } = values;
  if (
    agency === undefined ||
    kind === undefined ||
    id === undefined ||
    more.length > 0 ||
    reason === undefined ||
    by === undefined
  ) {
    throw new CommandFailed(USAGE);
  }
  return { agency, kind, id: id.toLowerCase(), sealed: !open, reason, by };
}

const OPTIONS = { reason: TEXT, by: TEXT, open: FLAG };

export const command: Command = { usage: USAGE, run: main, known: [ConfigError, InvalidPolicy, SealRefused] };
runCommand(module, command);
