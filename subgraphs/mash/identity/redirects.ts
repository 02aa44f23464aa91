import type { DataSource, EntityManager } from 'typeorm';

/** The id each of these ids stands for today: itself, or the person it was merged into. */
export async function resolveHubIds(ids: readonly string[], db: DataSource | EntityManager): Promise<Map<string, string>> {
  const valid = ids.filter((id) => UUID.test(id));
  const rows: { asked: string; id: string }[] = await db.query(
    `with recursive step (asked, id) as (
       select id, id from unnest($1::uuid[]) as given (id)
       union select step.asked, redirect.to_hub from step join hub_person_redirect as redirect on redirect.from_hub = step.id
     )
     select asked, id from step where not exists (select from hub_person_redirect as redirect where redirect.from_hub = step.id)`,
    [valid],
  );
  const current = new Map(rows.map(({ asked, id }) => [asked, id]));
  return new Map(valid.map((id) => [id, current.get(id.toLowerCase()) ?? id]));
}

/** What is no id of ours is nobody's: asking the database about it would be an error instead of an absence. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
