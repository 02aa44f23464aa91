import type { DataSource, EntityManager } from 'typeorm';

/**
 * Opens a statement in which `current (asked, hub)` gives the id that each of the ids in parameter `$1` stands for today: itself, or
 * the person it was merged into.
 */
export const WITH_CURRENT = `with recursive step (asked, hub) as (
    select id, id from unnest($1::uuid[]) as given (id)
    union select step.asked, redirect.to_hub from step join hub_person_redirect as redirect on redirect.from_hub = step.hub),
  current (asked, hub) as (
    select asked, hub from step where not exists (select from hub_person_redirect as redirect where redirect.from_hub = step.hub))`;

/** What is no id of ours is nobody's: asking the database about it would be an error instead of an absence. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Those that can be ids of ours. */
export const validHubIds = (ids: readonly string[]): string[] => ids.filter((id) => UUID.test(id));

/** The id each of these ids stands for today. What cannot be an id is left out. */
export async function resolveHubIds(ids: readonly string[], db: DataSource | EntityManager): Promise<Map<string, string>> {
  const valid = validHubIds(ids);
  const rows: { asked: string; hub: string }[] = await db.query(`${WITH_CURRENT} select asked, hub from current`, [valid]);
  const current = new Map(rows.map(({ asked, hub }) => [asked, hub]));
  return new Map(valid.map((id) => [id, current.get(id.toLowerCase()) ?? id]));
}
