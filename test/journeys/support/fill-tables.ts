import { AGENCIES } from '../../../subgraphs/registry';
import type { Journey } from '../../support/journey';

/**
 * Gives these people a record of every kind of which the borough has any, copied from somebody else: a field is compared only
 * where a record stands.
 *
 * @returns by hub id and subgraph, what that agency calls them.
 */
export async function fillEveryTable(
  journey: Journey,
  people: readonly string[],
): Promise<Map<string, Record<string, string[]>>> {
  const known: { hub: string; agency: string; person: string }[] = await journey.inDatabase('mash', async (client) => {
    const found = await client.query(
      'select hub::text, agency, person from agency_person where hub = any($1::uuid[]) order by hub, agency, person',
      [people],
    );
    return found.rows;
  });
  const ids = new Map<string, Record<string, string[]>>();
  for (const { hub, agency, person } of known) {
    const theirs = ids.get(hub) ?? {};
    ids.set(hub, { ...theirs, [agency]: [...(theirs[agency] ?? []), person] });
  }
  for (const { name } of AGENCIES) {
    const persons = [...ids.values()].flatMap((theirs) => theirs[name]?.[0] ?? []);
    await journey.inDatabase(name, async (client) => {
      const tables: { table: string; columns: string[] }[] = (
        await client.query(
          `select c.table_name as table, array_agg(quote_ident(c.column_name)) filter (where c.column_name not in ('row_id', 'id', 'record_key', 'person_id')) as columns
           from information_schema.columns c where c.table_schema = 'public'
             and c.table_name in (select table_name from information_schema.columns where column_name = 'known_to')
             and c.table_name in (select table_name from information_schema.columns where column_name = 'person_id')
             and c.table_name not in ('agency_person', 'agency_relationship')
           group by c.table_name`,
        )
      ).rows;
      for (const { table, columns } of tables) {
        for (const person of persons) {
          await client.query(
            `insert into "${table}" (id, record_key, person_id, ${columns})
             select gen_random_uuid(), 'filled-' || $1, $1, ${columns} from (
               select * from "${table}" where known_to is null and retracted_at is null and person_id is not null order by row_id limit 1) other
             where not exists (select from "${table}" where person_id = $1 and known_to is null)`,
            [person],
          );
        }
      }
    });
  }
  return ids;
}
