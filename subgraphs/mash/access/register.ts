import type { DataSource, EntityManager } from 'typeorm';
import { HUB_CODE, ROLES } from '../../../common/access/vocabulary';
import { AGENCIES } from '../../registry';
import { Member } from './member.entity';
import type { SignInName } from './members';

/** What cannot be done to the register as asked; the message is for whoever typed it, and names no person. */
export class RegisterRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RegisterRefused';
  }
}

/** Who does it, who approved it, and why: every change of the register has all three. */
export interface Approval {
  readonly by: string;
  readonly approvedBy: string;
  readonly reason: string;
}

export interface NewMember extends SignInName {
  readonly displayName: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly from: Date;
  readonly to: Date | null;
  /** The employer's key for the human: the same for each of their sign-ins. */
  readonly person?: string;
}

/** Longer than a year is longer than anybody's role is known beforehand. */
const LONGEST_DAYS = 366;

/**
 * Enters a membership from one moment to another. One that ends is entered anew, never extended: somebody approves each.
 *
 * @throws RegisterRefused
 */
export function addMember(member: NewMember, approval: Approval, database: DataSource, now: Date): Promise<void> {
  checkApproval(approval);
  checkMember(member);
  return database.transaction(async (manager) => {
    await lock(member, manager);
    const overlapping: unknown[] = await manager.query(
      `select 1 from member where issuer = $1 and subject = $2
         and valid_from < coalesce($4, 'infinity'::timestamptz) and coalesce(valid_to, 'infinity') > $3`,
      [member.issuer, member.subject, member.from, member.to],
    );
    if (overlapping.length > 0) throw new RegisterRefused('They are a member in that time already: end that membership first');
    const { from, to, roles, teams, person, ...rest } = member;
    await nameHuman(member, person, manager);
    const row = { ...rest, roles: [...roles], teams: [...teams], validFrom: from, validTo: to, approvedBy: approval.approvedBy };
    await manager.getRepository(Member).insert(row);
    await recordChange('ADD', row, approval, manager, now);
  });
}

/** Whoever is known under one key keeps it: their own rules must not be shaken off by another. @throws RegisterRefused */
async function nameHuman({ issuer, subject }: SignInName, person: string | undefined, manager: EntityManager): Promise<void> {
  if (person === undefined) return;
  if (person.trim() === '') throw new RegisterRefused('The key of a person must not be empty');
  await manager.query('insert into member_person (issuer, subject, person) values ($1, $2, $3) on conflict do nothing', [
    issuer,
    subject,
    person,
  ]);
  const same: object[] = await manager.query('select from member_person where issuer = $1 and subject = $2 and person = $3', [
    issuer,
    subject,
    person,
  ]);
  if (same.length === 0) throw new RegisterRefused('They are known under another key already');
}

/** Ends what stands now, from this moment on: the next request of this sign-in is refused. @throws RegisterRefused */
export function endMember(name: SignInName, approval: Approval, database: DataSource, now: Date): Promise<void> {
  checkApproval(approval);
  return database.transaction(async (manager) => {
    await lock(name, manager);
    const standing = await manager
      .getRepository(Member)
      .createQueryBuilder('m')
      .where('m.issuer = :issuer and m.subject = :subject', { ...name })
      .andWhere('(m.validTo is null or m.validTo > :now)', { now })
      .getMany();
    if (standing.length === 0) throw new RegisterRefused('Nobody of that name is a member now or later');
    for (const one of standing) {
      // A membership that has not begun ends where it would have begun: the table keeps it, and it never stands.
      const end = one.validFrom >= now ? new Date(one.validFrom.getTime() + 1) : now;
      const key = { issuer: one.issuer, subject: one.subject, validFrom: one.validFrom };
      await manager.getRepository(Member).update(key, { validTo: end });
      await recordChange('END', { ...one, validTo: end }, approval, manager, now);
    }
  });
}

/** Everybody who ever was a member, or only who is now. */
export async function listMembers(database: DataSource, now: Date, everybody: boolean): Promise<Member[]> {
  const members = await database
    .getRepository(Member)
    .find({ order: { displayName: 'ASC', issuer: 'ASC', subject: 'ASC', validFrom: 'ASC' } });
  return members.filter(({ validFrom, validTo }) => everybody || (validFrom <= now && (validTo === null || validTo > now)));
}

function checkMember({ issuer, subject, displayName, agency, roles, from, to }: NewMember): void {
  const agencies: readonly string[] = [HUB_CODE, ...AGENCIES.map(({ agency: code }) => code)];
  const known: readonly string[] = ROLES;
  const problems = [
    URL.canParse(issuer) ? undefined : 'the issuer must be the address that its tokens name in iss',
    subject.trim() === '' ? 'the subject must be the sub of their tokens' : undefined,
    displayName.trim() === '' ? 'a name must say who it is' : undefined,
    agencies.includes(agency) ? undefined : `the agency must be one of ${agencies.join(', ')}`,
    roles.length > 0 && roles.every((role) => known.includes(role)) ? undefined : `roles must be of ${known.join(', ')}`,
    to === null || to > from ? undefined : 'the end must come after the start',
    to === null || to.getTime() - from.getTime() <= LONGEST_DAYS * 86_400_000
      ? undefined
      : `at most ${LONGEST_DAYS} days are approved at once`,
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new RegisterRefused(problems.join('; '));
}

function checkApproval({ by, approvedBy, reason }: Approval): void {
  if ([by, approvedBy, reason].some((text) => text.trim() === ''))
    throw new RegisterRefused('Say who does it, who approved it, and why');
  if (by.trim().toLowerCase() === approvedBy.trim().toLowerCase())
    throw new RegisterRefused('Nobody approves what they enter themselves');
}

/** One change of one person's memberships at a time. */
const lock = ({ issuer, subject }: SignInName, manager: EntityManager): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`member ${issuer}|${subject}`]);

async function recordChange(
  action: 'ADD' | 'END',
  { issuer, subject, validFrom, validTo, agency, roles, teams }: Member,
  { by, approvedBy, reason }: Approval,
  manager: EntityManager,
  now: Date,
): Promise<void> {
  await manager.query(
    `insert into member_change (at, action, issuer, subject, valid_from, valid_to, agency, roles, teams, by_operator, approved_by, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [now, action, issuer, subject, validFrom, validTo, agency, roles, teams, by, approvedBy, reason],
  );
}
