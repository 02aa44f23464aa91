import type { Approval, NewMember } from '../../subgraphs/mash/access/register';
import type { SignInName } from '../../subgraphs/mash/access/members';
import { CommandFailed, FLAG, readTyped, TEXT, TEXTS } from '../command-line';

export type MembersTask =
  | { readonly action: 'list'; readonly everybody: boolean }
  | { readonly action: 'add'; readonly member: NewMember; readonly approval: Approval }
  | { readonly action: 'end'; readonly name: SignInName; readonly approval: Approval }
  | { readonly action: 'revoke'; readonly issuer: string; readonly jti: string; readonly by: string; readonly reason: string };

export interface MembersCommand {
  /** Print one JSON object and nothing else. */
  readonly json: boolean;
  readonly task: MembersTask;
}

export const USAGE = `Usage: npm run members -- list [--all] [--json]
       npm run members -- add <issuer> <subject> --name <text> --agency <code> --role <role> [--role <role>] [--team <team>]
                              [--from <date-time>] [--to <date-time>] [--person <key>] --by <who> --approved-by <who> --reason <text>
       npm run members -- end <issuer> <subject> --by <who> --approved-by <who> --reason <text>
       npm run members -- revoke <issuer> <jti> --by <who> --reason <text>

  --person is the employer's key for somebody with several sign-ins, such as a staff number: rules about a person hold for all of them.
  issuer and subject are iss and sub of their access tokens; jti is the name of one token, which is taken out of use. From now on
  unless told; who approved must be somebody else than who types. A change works from the next request on.
  Uses DATABASE_URL of the hub's own process, or the hub that runs from this data folder (MASH_DATA).`;

/** Reads the command line. @throws CommandFailed saying what is wrong with it */
export function readMembersCommand(argv: readonly string[], now: Date): MembersCommand {
  const { values, positionals } = parse(argv);
  return { json: values.json === true, task: taskOf(values, positionals, now) };
}

type Values = ReturnType<typeof parse>['values'];

function taskOf(values: Values, [action, issuer, second, ...more]: readonly string[], now: Date): MembersTask {
  if (more.length > 0) throw new CommandFailed(USAGE);
  if (action === 'list' && issuer === undefined) return { action, everybody: values.all === true };
  if (issuer === undefined || second === undefined) throw new CommandFailed(USAGE);
  if (action === 'revoke') return revocationOf(issuer, second, values);
  const approval = approvalOf(values);
  switch (action) {
    case 'add':
      return { action, member: memberOf(issuer, second, values, now), approval };
    case 'end':
      return { action, name: { issuer, subject: second }, approval };
    default:
      throw new CommandFailed(USAGE);
  }
}

function revocationOf(issuer: string, jti: string, { by, reason }: Values): MembersTask {
  // Nobody waits for an approval while a stolen token is in use.
  if (!by?.trim() || !reason?.trim()) throw new CommandFailed(USAGE);
  return { action: 'revoke', issuer, jti, by, reason };
}

function approvalOf({ by, 'approved-by': approvedBy, reason }: Values): Approval {
  if (by === undefined || approvedBy === undefined || reason === undefined) throw new CommandFailed(USAGE);
  return { by, approvedBy, reason };
}

function memberOf(
  issuer: string,
  subject: string,
  { name, agency, role = [], team = [], from, to, person }: Values,
  now: Date,
): NewMember {
  if (name === undefined || agency === undefined) throw new CommandFailed(USAGE);
  return {
    ...{ issuer, subject, displayName: name, agency, roles: role, teams: team },
    from: from === undefined ? now : moment('--from', from),
    to: to === undefined ? null : moment('--to', to),
    ...(person === undefined ? {} : { person }),
  };
}

function moment(option: string, text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at.getTime())) {
    throw new CommandFailed(`${option} must be a date or a date-time, such as 2027-03-31 or 2027-03-31T17:00Z`);
  }
  return at;
}

const OPTIONS = {
  ...{ json: FLAG, all: FLAG, name: TEXT, agency: TEXT, person: TEXT, role: TEXTS, team: TEXTS },
  ...{ from: TEXT, to: TEXT, by: TEXT, 'approved-by': TEXT, reason: TEXT },
};

const parse = (argv: readonly string[]) => readTyped({ argv, options: OPTIONS, usage: USAGE });
