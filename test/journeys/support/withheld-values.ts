import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import type { Decision } from '../../../common/access/agreement';
import { decide } from '../../../common/access/decide';
import { loadAgreements } from '../../../common/access/load-agreements';
import { loadDefinition } from '../../../subgraphs/load-definition';
import { AGENCIES } from '../../../subgraphs/registry';
import { type Cell, viewOf } from '../../../tools/access-proof/cells';
import type { Journey } from '../../support/journey';

/** One thing in an agency's database that a viewer must not learn. */
export interface Secret {
  readonly agency: string;
  readonly table: string;
  /** What it is: a value that they may not read, records that they may not know of, or whatever a sealed record holds. */
  readonly kind: 'value' | 'records' | 'sealed';
  readonly column: string;
  readonly type: string;
}

interface Column {
  readonly agency: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Category of the value, and those that a record of its table can stand in. */
  readonly category: string;
  readonly recordCategories: readonly string[];
}

const agreements = loadAgreements(
  join(__dirname, '../../../policy/agreements'),
  AGENCIES.map(({ agency }) => agency),
);

/** Every stored value that some category of its agency's agreement decides about. */
export async function governedColumns(journey: Journey): Promise<Column[]> {
  const found: Column[] = [];
  for (const { name, agency } of AGENCIES) {
    const agreement = agreements.get(agency);
    const definition = loadDefinition(name);
    const stored: { table: string; column: string; type: string }[] = await journey.inDatabase(name, async (client) => {
      const { rows } = await client.query(
        "select table_name as table, column_name as column, data_type as type from information_schema.columns where table_schema = 'public'",
      );
      return rows;
    });
    for (const { entity, category: usual, divided } of definition.kinds) {
      const recordCategories = divided?.into ?? [usual];
      const own = getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name;
      for (const { table, column, type } of stored.filter((one) => one.table === own)) {
        const category = agreement?.categoryOf.get(`${entity.name}.${camel(column)}`);
        if (category !== undefined) found.push({ agency: name, table, column, type, category, recordCategories });
      }
    }
  }
  return found;
}

/** What nobody who asks these cells may learn: withheld in each of them. */
export function secretsOf(columns: readonly Column[], cells: readonly Cell[], now: Date): Secret[] {
  const states = new Map<string, Decision['state'][]>();
  const of = (agency: string, category: string): Decision['state'][] => {
    const key = `${agency}/${category}`;
    const agreement = agreements.get(AGENCIES.find(({ name }) => name === agency)?.agency ?? '');
    if (agreement === undefined) throw new Error(`No agreement of ${agency}`);
    const known = states.get(key) ?? cells.map((cell) => decide(viewOf(cell), agreement, category, now).state);
    states.set(key, known);
    return known;
  };
  return columns.flatMap(({ agency, table, column, type, category, recordCategories }): Secret[] => {
    const at = { agency, table, column, type };
    // A record that can stand in several lines is shown through any of them.
    const shownThrough = recordCategories.length > 1 ? [category, ...recordCategories] : [category];
    const isSecret = (categories: readonly string[], may: (state: Decision['state']) => boolean) =>
      categories.every((one) => of(agency, one).every((state) => !may(state)));
    return [
      ...(isSecret(shownThrough, (state) => state === 'CONTENT') ? [{ ...at, kind: 'value' as const }] : []),
      ...(isSecret(recordCategories, (state) => state !== 'WITHHELD') ? [{ ...at, kind: 'records' as const }] : []),
      { ...at, kind: 'sealed' as const },
    ];
  });
}

/**
 * Changes a secret, or changes it back, leaving everything else as it was.
 *
 * @returns how many rows changed; none when the database holds none or refuses the change.
 */
export async function change(
  journey: Journey,
  { agency, table, column, type, kind }: Secret,
  people: readonly string[],
  way: 'there' | 'back',
): Promise<number> {
  const about = 'person_id = any($1::text[])';
  const value = changed(`"${column}"`, type, way);
  if (kind !== 'records' && value === undefined) return 0;
  const statement = {
    value: `update "${table}" set "${column}" = ${value} where known_to is null and not sealed and (${about} or person_id is null)`,
    records: `update "${table}" set retracted_at = case when retracted_at is null then now() end where known_to is null and ${about}`,
    sealed: `update "${table}" set "${column}" = ${value} where sealed and ${about}`,
  }[kind];
  return journey.inDatabase(agency, async (client) => {
    try {
      return (await client.query(statement, [people])).rowCount ?? 0;
    } catch (error) {
      // A check of the table's own, or a column that somebody must have: this secret is left as it is.
      if (/^(22|23)/.test(String((error as { code?: unknown }).code))) return 0;
      throw error;
    }
  });
}

/** Marks what `leaveAlone` hid. */
const HIDDEN_AT = "timestamptz '2000-01-01'";

/**
 * Hides every other record that the agency has of these people, or brings them back: where there is much besides, the state of the
 * agency says nothing of a single record.
 */
export async function leaveAlone(
  journey: Journey,
  { agency, table }: Pick<Secret, 'agency' | 'table'>,
  people: readonly string[],
  way: 'there' | 'back',
): Promise<void> {
  await journey.inDatabase(agency, async (client) => {
    const { rows } = await client.query(
      `select distinct table_name as other from information_schema.columns
       where table_schema = 'public' and column_name = 'retracted_at' and table_name <> $1
         and table_name in (select table_name from information_schema.columns where column_name = 'known_to')
         and table_name in (select table_name from information_schema.columns where column_name = 'person_id')`,
      [table],
    );
    for (const { other } of rows) {
      const change =
        way === 'there'
          ? `set retracted_at = ${HIDDEN_AT} where retracted_at is null and known_to is null`
          : `set retracted_at = null where retracted_at = ${HIDDEN_AT}`;
      await client.query(`update "${other}" ${change} and person_id = any($1::text[])`, [people]);
    }
  });
}

/** Puts a sealed record beside the open ones of these people, in every table that has any. */
export async function sealCopies(
  journey: Journey,
  columns: readonly Column[],
  people: Readonly<Record<string, readonly string[]>>,
): Promise<number> {
  let sealed = 0;
  for (const key of new Set(columns.map(({ agency, table }) => `${agency} ${table}`))) {
    const [agency = '', table = ''] = key.split(' ');
    sealed += await journey.inDatabase(agency, async (client) => {
      const { rows } = await client.query(
        `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
         where table_name = $1 and column_name not in ('row_id', 'id', 'record_key', 'sealed')`,
        [table],
      );
      const { rowCount } = await client.query(
        `insert into "${table}" (id, record_key, sealed, ${rows[0].columns})
         select gen_random_uuid(), 'sealed-' || record_key, true, ${rows[0].columns} from "${table}"
         where known_to is null and not sealed and person_id = any($1::text[])`,
        [people[agency] ?? []],
      );
      return rowCount ?? 0;
    });
  }
  return sealed;
}

function changed(column: string, type: string, way: 'there' | 'back'): string | undefined {
  const sign = way === 'there' ? '+' : '-';
  if (type === 'text') return way === 'there' ? `${column} || 'x'` : `left(${column}, -1)`;
  if (type === 'boolean') return `not ${column}`;
  if (['smallint', 'integer', 'bigint', 'numeric', 'double precision'].includes(type)) return `${column} ${sign} 1`;
  if (type === 'date') return `${column} ${sign} 37`;
  return type.startsWith('timestamp') ? `${column} ${sign} interval '37 days'` : undefined;
}

const camel = (column: string): string => column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
