import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidPolicy } from '../common/access/policy-error';
import { ConfigError } from '../common/config';
import { openDatabase } from '../common/database';
import { londonDate, systemClock } from '../common/time';
import { findUnderived } from '../subgraphs/mash/threshold/policy/derived-indicators';
import { type AdoptedModel, nameOf } from '../subgraphs/mash/threshold/policy/adopted';
import { loadThresholdPolicy } from '../subgraphs/mash/threshold/policy/threshold-policy';
import { AGENCIES, HUB } from '../subgraphs/registry';
import { type Command, CommandFailed, readTyped, runCommand } from './command-line';
import { agencyDatabaseUrl } from './retention/agency-database';
import { repositoryRoot } from './start/files';
import { readCases } from './threshold-report/cases';
import { compare } from './threshold-report/compare';
import { reportFiles } from './threshold-report/report';
import { transparencyRecord } from './threshold-report/transparency';

const USAGE = 'Usage: npm run threshold-report -- <old> <new> [folder], each a model with its version: continuum-of-need-1';

/**
 * Back-tests a model against another over every case of the hub's own database. It works on the database, not through the hub:
 * whoever may do that has custody of it, and what comes out are numbers of five and more.
 */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { positionals } = readTyped({ argv, options: {}, usage: USAGE, atMost: 3 });
  const [first, second, folder = 'threshold-report'] = positionals;
  if (first === undefined || second === undefined) throw new CommandFailed(USAGE);
  const today = londonDate(systemClock());
  const policy = loadThresholdPolicy(
    env.POLICY_DIR ?? join(repositoryRoot(), 'policy'),
    AGENCIES.map(({ name }) => name),
    today,
  );
  const [old, next] = [modelOf(first, policy.adopted), modelOf(second, policy.adopted)];
  const database = await openDatabase({
    name: 'threshold-report',
    url: agencyDatabaseUrl(HUB.name, env),
    entities: [],
    migrations: [],
    poolSize: 2,
  });
  try {
    const { children, lost } = await readCases(database, today, policy.advice.judgementStandsDays);
    const comparison = compare(children, old, next);
    const files = reportFiles(comparison, { old, next, lost, today });
    const derived = policy.catalogue.size - findUnderived(policy.catalogue, policy.derived).length;
    const agencies = AGENCIES.map(({ title }) => title);
    const setting = { model: next, advice: policy.advice, derived, indicators: policy.catalogue.size, agencies, today };
    files.set('transparency-record.md', transparencyRecord(comparison, setting));
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    process.stdout.write(`${[...files.keys()].map((name) => join(folder, name)).join('\n')}\n`);
  } finally {
    await database.destroy();
  }
}

function modelOf(name: string, adopted: readonly AdoptedModel[]) {
  const found = adopted.find(({ model }) => `${model.id}-${model.version}` === name || nameOf(model) === name);
  if (found === undefined) {
    const known = adopted.map(({ model }) => `${model.id}-${model.version}`).join(', ');
    throw new CommandFailed(`There is no such model; policy/thresholds/adopted.yaml has ${known}`);
  }
  return found.model;
}

export const command: Command = { usage: USAGE, run: main, known: [ConfigError, InvalidPolicy] };
runCommand(module, command);
