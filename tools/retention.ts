import 'reflect-metadata';
import { join } from 'node:path';
import { loadAgreements } from '../common/access/load-agreements';
import { ConfigError } from '../common/config';
import { InvalidPolicy } from '../common/access/policy-error';
import { openDatabase } from '../common/database';
import { WatchedSignals } from '../common/feed/watched-signals';
import { assertRetention } from '../common/retention/assert-retention';
import { HoldRefused, liftHold, placeHold } from '../common/retention/legal-hold';
import { Retention } from '../common/retention/retention';
import { systemClock } from '../common/time';
import { loadDefinition } from '../subgraphs/load-definition';
import { type Command, CommandFailed, runCommand } from './command-line';
import { agencyDatabaseUrl } from './retention/agency-database';
import { readRetentionCommand, type RetentionCommand, USAGE } from './retention/command';
import { deletedText, reportText } from './retention/print';
import { repositoryRoot } from './start/files';

/**
 * `npm run retention`: works on the agency's own database, with the code and the agreement of that agency. Whoever may delete for
 * good has custody of the database; no token of the hub gives that.
 */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const command = readRetentionCommand(argv);
  const definition = loadDefinition(command.agency);
  const { agency: code } = definition.registered;
  const policy = env.POLICY_DIR ?? join(repositoryRoot(), 'policy');
  const agreement = loadAgreements(join(policy, 'agreements'), [code]).get(code);
  if (agreement === undefined) throw new CommandFailed(`There is no agreement of ${command.agency}`);
  assertRetention(definition, agreement);
  const database = await openDatabase({
    name: 'retention',
    url: agencyDatabaseUrl(command.agency, env),
    entities: [...new Set(definition.kinds.map(({ entity }) => entity))],
    migrations: [],
    poolSize: 2,
  });
  try {
    const signals = new WatchedSignals({ database, signals: definition.signals, agreement, now: systemClock });
    const retention = new Retention({ database, definition, agreement, signals, now: systemClock });
    const kinds = definition.kinds.map(({ kind }) => kind);
    const [object, words] = await run(command, retention, kinds, database.manager);
    process.stdout.write(command.json ? `${JSON.stringify(object, null, 2)}\n` : words);
  } finally {
    await database.destroy();
  }
}

/** What was done, as an object and in words. */
async function run(
  { agency, task }: RetentionCommand,
  retention: Retention,
  kinds: readonly string[],
  manager: Parameters<typeof placeHold>[0],
): Promise<[object, string]> {
  switch (task.action) {
    case 'report': {
      const report = await retention.report();
      return [report, reportText(report)];
    }
    case 'apply': {
      const deleted = await retention.apply();
      return [{ agency, ...deleted }, deletedText(agency, deleted)];
    }
    case 'lift':
      await liftHold(manager, task.hold, task);
      return [{ lifted: task.hold }, 'The hold is lifted. What is due goes with the next run.\n'];
    case 'hold': {
      const { action: _, ...hold } = task;
      const person = hold.person === '-' ? { person: await standardInput() } : {};
      const id = await placeHold(manager, kinds, { ...hold, from: hold.from ?? retention.today(), ...person });
      return [{ placed: id }, `The hold ${id} stands. Lift it with that id.\n`];
    }
  }
}

async function standardInput(): Promise<string> {
  let given = '';
  for await (const piece of process.stdin.setEncoding('utf8')) given += piece;
  return given.trim();
}

export const command: Command = { usage: USAGE, run: main, known: [ConfigError, HoldRefused, InvalidPolicy] };
runCommand(module, command);
