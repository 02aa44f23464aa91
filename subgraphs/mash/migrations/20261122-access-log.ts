import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessLog1795305720000 implements MigrationInterface {
  readonly name = 'AccessLog1795305720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        rid text not null,
        member text not null,
        agency text not null,
        roles text[] not null,
        operation_name text,
        operation_hash text not null,
        persons text[] not null,
        cases jsonb not null,
        disclosures jsonb not null,
        agreements jsonb not null,
        unavailable text[] not null
      );
      comment on table access_log is
        'One row before each release: who, whose record, through which case, which fields by which rules. Never a value. Insert and read only.';
      comment on column access_log.cases is 'Reference, purpose, basis and level of each case, as they stood at the release.';
      comment on column access_log.agreements is 'Version of the agreement that each custodian decided by.';
      create index access_log_by_person on access_log using gin (persons);
      create index access_log_by_member on access_log (member, at);
    `);
    await insertOnly(runner, 'access_log');
    await insertOnly(runner, 'case_change');
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}

/** The service's own role may add rows and read them; whatever else its default privileges gave it is taken back. */
async function insertOnly(runner: QueryRunner, table: string): Promise<void> {
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
