import fc from 'fast-check';
import type { Client } from 'pg';
import type { EntityMetadata } from 'typeorm';

/** Rows of any entity, with the values that readers get wrong. */

/** PostgreSQL takes every character but NUL. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', '')),
  fc.constantFrom('', 'NULL', 'null', `a "quoted", 'one'`, '\\', '{}', '{a,b}', 'line\nline', '  ', 'Zoë 👩‍👩‍👧 العربية'),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null && !JSON.stringify(value).includes('\\u0000')),
  fc.constantFrom<unknown>([], {}, '', 0, false, [{ given: 'Zoë "Z" 👧', family: null }], { n: 12345678901234.125 }),
);
const date = fc.oneof(
  fc.constantFrom('0001-01-01', '9999-12-31', '1582-10-15', '2024-02-29', 'infinity', '0044-03-15 BC'),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((on) => on.toISOString().slice(0, 10)),
);
const instant = fc.oneof(
  fc.constantFrom(
    '2026-01-05T10:00:00.123456Z',
    '1969-12-31T23:59:59.999999Z',
    '0001-01-01T00:00:00.000001Z',
    '9999-12-31T23:59:59.9995Z',
  ),
  fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((at) => at.toISOString()),
);
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text,
  date,
  uuid: fc.uuid(),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  boolean: fc.boolean(),
  timestamptz: instant,
  jsonb: json,
  'text[]': fc.array(text, { maxLength: 4 }),
};
const EXTREMES = [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n, 0n, -1n].map(String);

type MadeUp = Readonly<Record<string, unknown>>;

/** Some rows, by column; those in `required` are never null. Half of them stand today. */
export function madeUpRows({ columns }: EntityMetadata, required: ReadonlySet<string>): fc.Arbitrary<MadeUp[]> {
  const own = Object.fromEntries(
    columns.map((column) => {
      const values = VALUES[`${String(column.type)}${column.isArray ? '[]' : ''}`] ?? fc.constant(null);
      return [column.databaseName, required.has(column.databaseName) ? values : fc.option(values, { freq: 4 })];
    }),
  );
  const often = <T>(usual: T, other: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, other);
  const row = fc.record({
    ...own,
    row_id: fc.oneof(fc.constantFrom(...EXTREMES), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
    known_from: fc.constantFrom('2020-01-01T00:00:00.000001Z', '2025-06-30T23:59:59.999999+01:00'),
    known_to: often<string | null>(null, fc.constant('2026-01-01T00:00:00Z')),
    retracted_at: often<string | null>(null, instant),
    sealed: often(false, fc.boolean()),
  });
  return fc.uniqueArray(row, { minLength: 4, maxLength: 12, selector: (one) => one.row_id }).map((rows) =>
    // One current row a key; and a key with the letters that readers trip over.
    rows.map((one, index) => ({ ...one, record_key: `${String((one as MadeUp)['record_key'])}/${index}` })),
  );
}

/** Columns of a table that take no null. */
export async function requiredOf(client: Client, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_name = $1 and is_nullable = 'NO'",
    [table],
  );
  return new Set(rows.map(({ column_name: name }) => name));
}

/** Puts the rows, and no others, into the table, as its owner. */
export async function replaceRows(client: Client, table: string, rows: readonly MadeUp[]): Promise<void> {
  const name = client.escapeIdentifier(table);
  await client.query(`delete from ${name}`);
  await client.query(`insert into ${name} select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}

/** What a kind's values may be is not what is tested. */
export async function dropChecks(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ conname: string }>(
    "select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [client.escapeIdentifier(table)],
  );
  for (const { conname } of rows) {
    await client.query(`alter table ${client.escapeIdentifier(table)} drop constraint ${client.escapeIdentifier(conname)}`);
  }
}
