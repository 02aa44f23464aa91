import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { ConfigError } from '../common/config';
import { openDatabase } from '../common/database';
import { Member } from '../subgraphs/mash/access/member.entity';
import { addMember, endMember, listMembers, RegisterRefused } from '../subgraphs/mash/access/register';
import { revokeSignIn } from '../subgraphs/mash/access/revoked-sign-ins';
import { HUB } from '../subgraphs/registry';
import { type MembersTask, readMembersCommand, USAGE } from './members/command';
import { type Command, runCommand } from './command-line';
import { agencyDatabaseUrl } from './retention/agency-database';

/**
 * `npm run members`: the hub's membership register. It works on the hub's own database: whoever may let people in has custody of
 * it, and no token of the hub gives that. Every change leaves a row that nobody can alter.
 */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const now = new Date();
  const { json, task } = readMembersCommand(argv, now);
  const database = await openDatabase({
    name: 'members',
    url: agencyDatabaseUrl(HUB.name, env),
    entities: [Member],
    migrations: [],
    poolSize: 1,
  });
  try {
    const [object, words] = await run(task, database, now);
    process.stdout.write(json ? `${JSON.stringify(object, null, 2)}\n` : words);
  } finally {
    await database.destroy();
  }
}

/** What was done, as an object and in words. */
async function run(task: MembersTask, database: DataSource, now: Date): Promise<[object, string]> {
  switch (task.action) {
    case 'list': {
      const members = await listMembers(database, now, task.everybody);
      return [{ members }, members.map(line).join('')];
    }
    case 'add':
      await addMember(task.member, task.approval, database, now);
      return [{ added: task.member.subject }, 'Entered. They can sign in from the start that was given.\n'];
    case 'end':
      await endMember(task.name, task.approval, database, now);
      return [{ ended: task.name.subject }, 'Ended. Their next request is refused.\n'];
    case 'revoke': {
      const { action: _, ...revocation } = task;
      await revokeSignIn(revocation, database.manager, now);
      return [{ revoked: revocation.jti }, 'Revoked. The next request with that token is refused.\n'];
    }
  }
}

function line({ issuer, subject, displayName, agency, roles, teams, validFrom, validTo, approvedBy }: Member): string {
  const time = `${validFrom.toISOString()} to ${validTo?.toISOString() ?? 'no end'}`;
  return `${displayName}  ${agency}  ${roles.join(',')}  ${teams.join(',') || '-'}  ${time}  approved by ${approvedBy}  ${issuer} ${subject}\n`;
}

export const command: Command = { usage: USAGE, run: main, known: [ConfigError, RegisterRefused] };
runCommand(module, command);
