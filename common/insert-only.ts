import type { QueryRunner } from 'typeorm';

/** The service's own role may add rows and read them; whatever else its default privileges gave it is taken back. */
export async function insertOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    do $$
    declare grantee name;
    begin
      for grantee in
        select distinct g.grantee from information_schema.role_table_grants g
        where g.table_schema = current_schema() and g.table_name = '${table}' and g.grantee <> current_user
      loop
        execute format('revoke update, delete, truncate, references, trigger on ${table} from %I', grantee);
      end loop;
    end $$;
  `);
}
