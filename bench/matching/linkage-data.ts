import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Columns, readColumns } from '../../tools/match-eval/columns';
import { readTruthSource, type TruthSource } from '../../tools/match-eval/truth';

/** One row of the table: some fields of some files whose truth is known. */
export interface LinkageTask {
  /** `<data>-<fields>`. */
  readonly id: string;
  readonly files: readonly string[];
  readonly columns: Columns;
  readonly truth: TruthSource;
}

const FEBRL_FIELDS = {
  given: 'given_name',
  family: 'surname',
  dateOfBirth: 'date_of_birth',
  address: ['street_number', 'address_1', 'address_2'],
  town: ['suburb', 'state'],
  postcode: 'postcode',
};
const FEBRL_FEW = { given: 'given_name', family: 'surname', dateOfBirth: 'date_of_birth', postcode: 'postcode' };
const FAKE_FIELDS = { given: 'first_name', family: 'surname', dateOfBirth: 'dob', town: 'city', contact: 'email' };
const FEBRL_TRUTH = 'rec_id:/^rec-(\\d+)-/';

const TASKS = [
  { id: 'febrl4-without-id', files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'], columns: FEBRL_FIELDS, truth: FEBRL_TRUTH },
  {
    id: 'febrl4-names-birth-postcode',
    files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'],
    columns: FEBRL_FEW,
    truth: FEBRL_TRUTH,
  },
  { id: 'febrl3-without-id', files: ['febrl/dataset3.csv'], columns: FEBRL_FIELDS, truth: FEBRL_TRUTH },
  { id: 'fake1000-all', files: ['splink/fake_1000.csv'], columns: FAKE_FIELDS, truth: 'cluster' },
] as const;

/** The published matching benchmarks. @throws Error that says where they were looked for */
export function linkageTasks(env: NodeJS.ProcessEnv = process.env): LinkageTask[] {
  const folder = resolve(env.MASH_REAL_DATA ?? '../shared/data');
  if (!existsSync(join(folder, 'linkage'))) throw new Error(`No linkage data at ${folder}: say in MASH_REAL_DATA where it is`);
  return TASKS.map(({ id, files, columns, truth }) => ({
    id,
    files: files.map((file) => join(folder, 'linkage', file)),
    columns: readColumns(JSON.stringify(columns)),
    truth: readTruthSource(truth),
  }));
}
