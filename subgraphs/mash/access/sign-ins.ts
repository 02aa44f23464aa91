import type { DataSource } from 'typeorm';

type Queries = Pick<DataSource, 'query'>;

/** SQL: the members that are the same human as the member in this parameter, itself among them. */
export const signInsIn = (parameter: string): string => `select ${parameter} union
  select other.issuer || '|' || other.subject from member_person mine join member_person other on other.person = mine.person
  where mine.issuer || '|' || mine.subject = ${parameter}`;

/**
 * Whether two sign-ins are one human's: of a person whom the register knows under one key. What nobody may do for themselves they may
 * not do under their other name.
 */
export async function isSameHuman(one: string, other: string, database: Queries): Promise<boolean> {
  if (one === other) return true;
  const rows: object[] = await database.query(`select from (${signInsIn('$1::text')}) as known (member) where member = $2`, [
    one,
    other,
  ]);
  return rows.length > 0;
}
