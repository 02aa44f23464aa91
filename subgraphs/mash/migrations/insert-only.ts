import type { QueryRunner } from 'typeorm';

/** The service's own role may add rows and read them; whatever else its default privileges gave it is taken back. */
export async function insertOnly(runner: QueryRunner, table: string): Promise<void> {
  const grantees: { grantee: string }[] = await runner.query(
    `select distinct grantee from information_schema.role_table_grants
     where table_schema = current_schema() and table_name = $1 and grantee <> current_user`,
    [table],
  );
  for (const { grantee } of grantees) {
    await runner.query(
      `revoke update, delete, truncate, references, trigger on "${table}" from "${grantee.replaceAll('"', '""')}"`,
    );
  }
}
