import type { DataSource } from 'typeorm';

/** Hub ids of everybody an open case is about: those the agencies are asked to feed signals for, with their households. */
export async function findWatchedPeople(database: Pick<DataSource, 'query'>): Promise<string[]> {
  const rows: { person: string }[] = await database.query(
    `select distinct s.person::text as person from case_subject s join "case" c on c.id = s.case_id
     where c.status = 'OPEN' and (c.ends_at is null or c.ends_at > now()) order by 1`,
  );
  return rows.map(({ person }) => person);
}
