import { parseArgs } from 'node:util';
import { type Columns, readColumns } from './columns';
import { MatchEvalFailed } from './failed';
import { readTruthSources, type TruthSource } from './truth';

export interface MatchEvalCommand {
  /** One file to look for duplicates in, or two to link. */
  readonly files: readonly [string] | readonly [string, string];
  readonly columns: Columns;
  readonly truth: TruthSource;
  /** What the files call the column that names each row: one name, or two. */
  readonly id?: readonly string[];
  /** Where to write the pairs. */
  readonly pairs?: string;
  readonly json: boolean;
}

const USAGE = `Usage: npm run match-eval -- <file.csv> [<second.csv>] --columns <json> --truth <column> [--json] [--id <column> --pairs <out.csv>]
  --columns  our field to column, as JSON or a file with it: {"given": "first_name", "family": "surname", "dateOfBirth": "dob",
             "address": ["street", "town"], "postcode": "postcode", "contact": "email", "sex": "sex", "nhsNumber": "nhs"}
             Two files may call a field differently: {"given": ["first_name", "forename"]}
  --truth    the column that says who a record truly is, or <column>:/<regex with one group>/ for a part of it
  --id       the column that names each row, for --pairs; --truth and --id can be given twice where two files differ`;

/** @throws MatchEvalFailed with the usage */
export function readMatchEvalCommand(argv: readonly string[]): MatchEvalCommand {
  const { positionals, values } = parse(argv);
  const { columns, truth, id, pairs, json } = values;
  if (positionals.length < 1 || positionals.length > 2 || columns === undefined || truth === undefined)
    throw new MatchEvalFailed(USAGE);
  if ((id === undefined) !== (pairs === undefined)) throw new MatchEvalFailed('--id and --pairs go together');
  return {
    files: positionals as [string] | [string, string],
    columns: readColumns(columns),
    truth: readTruthSources(truth),
    id,
    pairs,
    json: json === true,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        columns: { type: 'string' },
        truth: { type: 'string', multiple: true },
        id: { type: 'string', multiple: true },
        pairs: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new MatchEvalFailed(`${(error as Error).message}\n${USAGE}`);
  }
}
