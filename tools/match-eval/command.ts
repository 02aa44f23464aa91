import { CommandFailed, FLAG, readTyped, TEXT, TEXTS } from '../command-line';
import { type Columns, readColumns } from './columns';
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

export const USAGE = `Usage: npm run match-eval -- <file.csv> [<second.csv>] --columns <json> --truth <column> [--json] [--id <column> --pairs <out.csv>]
  --columns  our field to column, as JSON or a file with it: {"given": "first_name", "family": "surname", "dateOfBirth": "dob",
             "address": ["street", "town"], "postcode": "postcode", "contact": "email", "sex": "sex", "nhsNumber": "nhs"}
             Two files may call a field differently: {"given": ["first_name", "forename"]}
  --truth    the column that says who a record truly is, or <column>:/<regex with one group>/ for a part of it
  --id       the column that names each row, for --pairs; --truth and --id can be given twice where two files differ`;

/** @throws CommandFailed with the usage */
export function readMatchEvalCommand(argv: readonly string[]): MatchEvalCommand {
  const { positionals, values } = readTyped({ argv, options: OPTIONS, usage: USAGE });
  const { columns, truth, id, pairs, json } = values;
  if (positionals.length < 1 || positionals.length > 2 || columns === undefined || truth === undefined)
    throw new CommandFailed(USAGE);
  if ((id === undefined) !== (pairs === undefined)) throw new CommandFailed('--id and --pairs go together');
  return {
    files: positionals as [string] | [string, string],
    columns: readColumns(columns),
    truth: readTruthSources(truth),
    id,
    pairs,
    json: json === true,
  };
}

const OPTIONS = {
  columns: TEXT,
  truth: TEXTS,
  id: TEXTS,
  pairs: TEXT,
  json: FLAG,
};
