import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Member } from './member.entity';

/** Who signed in, as the identity provider says: nothing of it is believed but this pair. */
export interface SignInName {
  readonly issuer: string;
  readonly subject: string;
}

/** The pair as one opaque text: the `sub` of every token of ours, and how a case names the colleague it is assigned to. */
export const memberId = ({ issuer, subject }: SignInName): string => `${issuer}|${subject}`;

/** The membership that stands now; the latest one when several do. */
export function findMember(name: SignInName, database: DataSource, now: Date): Promise<Member | null> {
  return current(database, now)
    .andWhere('m.issuer = :issuer and m.subject = :subject', { ...name })
    .orderBy('m.validFrom', 'DESC')
    .getOne();
}

/** As `findMember`, by the opaque id. */
export function findMemberById(id: string, database: DataSource, now: Date): Promise<Member | null> {
  return current(database, now).andWhere("m.issuer || '|' || m.subject = :id", { id }).orderBy('m.validFrom', 'DESC').getOne();
}

/** Current members, of one team or all, by name; publishers hold no cases and are left out. */
export function findColleagues(team: string | undefined, database: DataSource, now: Date): Promise<Member[]> {
  const query = current(database, now).andWhere("m.roles <> '{publisher}'");
  if (team !== undefined) query.andWhere(':team = any(m.teams)', { team });
  return query.orderBy('m.displayName').addOrderBy('m.issuer').addOrderBy('m.subject').getMany();
}

/** Teams that have a current member, in alphabetical order. */
export async function findTeams(database: DataSource, now: Date): Promise<string[]> {
  const members = await findColleagues(undefined, database, now);
  return [...new Set(members.flatMap(({ teams }) => teams))].sort();
}

function current(database: DataSource, now: Date): SelectQueryBuilder<Member> {
  return database
    .getRepository(Member)
    .createQueryBuilder('m')
    .where('m.validFrom <= :now and (m.validTo is null or m.validTo > :now)', { now });
}
