import { AGENCIES } from '../../subgraphs/registry';
import { CommandFailed, FLAG, readTyped } from '../command-line';

/** What `npm run publish` was asked to do. */
export interface Command {
  readonly agency: string;
  readonly format: string;
  readonly files: readonly string[];
  /** Rejected rows make the command fail. */
  readonly strict: boolean;
  /** Print the receipt as one JSON object and nothing else. */
  readonly json: boolean;
}

export const USAGE = `Usage: npm run publish -- <agency> <format> <file>... [--strict] [--json]

  Publishes files for an agency (${AGENCIES.map(({ name }) => name).join(', ')}) and prints the receipt.
  --strict   exit with 2 when rows were rejected
  --json     print the receipt as JSON`;

/** Reads the command line. @throws CommandFailed saying what is wrong with it */
export function readCommand(argv: readonly string[]): Command {
  const { values, positionals } = readTyped({ argv, options: OPTIONS, usage: USAGE });
  const [agency, format, ...files] = positionals;
  if (agency === undefined || format === undefined || files.length === 0) throw new CommandFailed(USAGE);
  if (!AGENCIES.some(({ name }) => name === agency)) {
    throw new CommandFailed(`There is no agency "${agency}". Known: ${AGENCIES.map(({ name }) => name).join(', ')}`);
  }
  return { agency, format, files, strict: values.strict === true, json: values.json === true };
}

const OPTIONS = { strict: FLAG, json: FLAG };
