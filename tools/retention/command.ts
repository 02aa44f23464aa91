import { AGENCIES, type AgencyName } from '../../subgraphs/registry';
import { CommandFailed, FLAG, readTyped, TEXT } from '../command-line';

export interface HoldCommand {
  readonly action: 'hold';
  /** `-`: read it from standard input, so that no shell remembers it. */
  readonly person?: string;
  readonly kind?: string;
  readonly reason: string;
  readonly by: string;
  readonly from?: string;
  readonly until?: string;
}

export interface LiftCommand {
  readonly action: 'lift';
  readonly hold: string;
  readonly reason: string;
  readonly by: string;
}

/** What `npm run retention` was asked to do. */
export interface RetentionCommand {
  readonly agency: AgencyName;
  /** Print one JSON object and nothing else. */
  readonly json: boolean;
  readonly task: { readonly action: 'report' | 'apply' } | HoldCommand | LiftCommand;
}

const NAMES = AGENCIES.map(({ name }) => name).join(', ');

export const USAGE = `Usage: npm run retention -- <agency> [--json]              what is due for deletion; changes nothing
       npm run retention -- <agency> --apply [--json]      deletes it
       npm run retention -- <agency> hold (--person <id> | --kind <kind>) --reason <text> --by <who>
                                          [--from <date>] [--until <date>]
       npm run retention -- <agency> lift <hold id> --reason <text> --by <who>

  Agencies: ${NAMES}. --person - reads the agency's own person id from standard input.
  Uses DATABASE_URL, or the hub that runs from this data folder (MASH_DATA).`;

/** Reads the command line. @throws CommandFailed saying what is wrong with it */
export function readRetentionCommand(argv: readonly string[]): RetentionCommand {
  const { values, positionals } = parse(argv);
  const [name, action, id, ...more] = positionals;
  const agency = AGENCIES.find((one) => one.name === name)?.name;
  if (agency === undefined) {
    throw new CommandFailed(name === undefined ? USAGE : `There is no agency "${name}". Known: ${NAMES}`);
  }
  return { agency, json: values.json === true, task: taskOf(values, action, id, more) };
}

function taskOf(values: ReturnType<typeof parse>['values'], action?: string, id?: string, more: readonly string[] = []) {
  const { apply, json: _, reason, by, ...hold } = values;
  const holding = Object.keys(hold).length > 0;
  if (action === undefined && !holding && reason === undefined && by === undefined) {
    return { action: apply === true ? ('apply' as const) : ('report' as const) };
  }
  if (apply === true || more.length > 0 || reason === undefined || by === undefined) throw new CommandFailed(USAGE);
  if (action === 'hold' && id === undefined) return { action: 'hold' as const, reason, by, ...hold };
  if (action === 'lift' && id !== undefined && !holding) return { action: 'lift' as const, hold: id, reason, by };
  throw new CommandFailed(USAGE);
}

const OPTIONS = { apply: FLAG, json: FLAG, person: TEXT, kind: TEXT, reason: TEXT, by: TEXT, from: TEXT, until: TEXT };

const parse = (argv: readonly string[]) => readTyped({ argv, options: OPTIONS, usage: USAGE });
