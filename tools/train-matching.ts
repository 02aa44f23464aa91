import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boroughRecords } from '../demo/matching-records';
import { prepare } from '../matching';
import { ENGLAND } from '../matching/models/england-frequencies';
import { digestOf } from '../matching/shipped-model';
import { DEFAULT_OPTIONS, train } from '../matching/train/train';
import { type Command, CommandFailed, readTyped, runCommand } from './command-line';
import { repositoryRoot } from './start/files';

/** Another borough than the one that is demonstrated and measured. */
const POPULATION = { children: 3_000, today: '2026-11-22', seed: 20_261_122 } as const;
/** The borough's clerks are tidier than real ones, so what is believed of slips weighs more than its pairs. */
const BELIEFS = 20_000;
/** An index of 100,000 people, each with a few records and three others at home. */
const INDEX = { prior: 1e-5, household: 3e-5 } as const;

const USAGE = `Usage: npm run train-matching -- <name>, such as england-2

  Writes a new model, estimated without labels, and its report. An adopted model is never written again.`;

function main(argv: readonly string[]): void {
  const [name] = readTyped({ argv, options: {}, usage: USAGE, atMost: 1 }).positionals;
  if (name === undefined || !/^[a-z]+-\d+$/.test(name)) throw new CommandFailed(USAGE);
  const people = boroughRecords(POPULATION).map(({ person }) => prepare(person));
  const options = {
    ...DEFAULT_OPTIONS,
    beliefs: BELIEFS,
    name,
    trainedOn: `a generated borough of ${POPULATION.children} children, without labels`,
  };
  const { file, report } = train({ people }, options);
  // Names of a generated borough are few, and its size is not that of an index: both are set, and the report says so.
  const model = { ...file, ...INDEX, frequencies: ENGLAND };
  write(`${name}.json`, model);
  write(`${name}.report.json`, {
    model: name,
    digest: digestOf(model),
    labels: 'none',
    population: POPULATION,
    ...report,
    estimated: { prior: file.prior, household: file.household },
    set: { ...INDEX, frequencies: 'matching/models/england-frequencies.ts' },
  });
  process.stdout.write(`${name}: ${digestOf(model)}\n`);
}

/** `wx`: a file that is there stays as it is. */
const write = (file: string, content: object): void =>
  writeFileSync(join(repositoryRoot(), 'matching', 'models', file), `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);
