import type { EntityManager } from 'typeorm';
import { textArray } from '../publishing/sql-text';
import { horizonOf, NOT_ENDED, type RetentionState } from './due';
import type { FactsSql } from './facts-sql';
import type { KeptKind } from './kept-kinds';
import type { RetentionRule } from './rule';

type Database = Pick<EntityManager, 'query'>;

/** A kind whose category has a rule. */
export type RuledKind = KeptKind & { readonly rule: RetentionRule };

export const isRuled = (kind: KeptKind): kind is RuledKind => kind.rule !== undefined;

/** How many records of a kind stand how. */
export interface Standing {
  readonly records: number;
  readonly due: number;
  readonly held: number;
  /** Due, but for something that hangs on them and is kept or goes first. */
  readonly needed: number;
  readonly undated: number;
  /** The earliest day of a record that is due, ISO date. */
  readonly oldest: string | null;
}

/** One record with where it stands. */
export interface Stood {
  readonly rowId: string;
  readonly id: string;
  readonly key: string;
  readonly person: string | null;
  readonly publication: string;
  readonly state: RetentionState;
}

export async function countStanding(database: Database, sql: FactsSql, kind: RuledKind, today: string): Promise<Standing> {
  const count = (state: RetentionState) => `count(*) filter (where state = '${state}')::int`;
  const [standing]: Standing[] = await database.query(
    `select count(*)::int as records, ${count('DUE')} as due, ${count('HELD')} as held, ${count('NEEDED')} as needed,
       ${count('UNDATED')} as undated, min(recorded) filter (where state = 'DUE') as oldest
     from (${sql.states(kind, kind.rule.after, 'all')}) s`,
    parameters(kind, today, NOT_ENDED),
  );
  return standing ?? { records: 0, due: 0, held: 0, needed: 0, undated: 0, oldest: null };
}

/** The next keys that are due, with the row to go on after. */
export async function nextDue(
  database: Database,
  sql: FactsSql,
  kind: RuledKind,
  today: string,
  page: { readonly after: string; readonly limit: number },
): Promise<{ readonly rowId: string; readonly key: string }[]> {
  return database.query(
    `select row_id as "rowId", record_key as key from (${sql.states(kind, kind.rule.after, 'all')}) s
     where state = 'DUE' and row_id > $5::bigint order by row_id limit $6::int`,
    [...parameters(kind, today, NOT_ENDED), page.after, page.limit],
  );
}

/**
 * Where the current records of these keys stand.
 *
 * @param arrivals the instant from which what has arrived says nothing about when it happened; `infinity` for none.
 */
export async function standingOf(
  manager: EntityManager,
  sql: FactsSql,
  kind: RuledKind,
  today: string,
  keys: readonly string[],
  arrivals: string = NOT_ENDED,
): Promise<Stood[]> {
  const wanted = textArray(keys);
  const about: { person: string }[] = await manager.query(sql.about(kind), [wanted]);
  return manager.query(
    `select row_id as "rowId", id, record_key as key, person_id as person, publication_id as publication, state
     from (${sql.states(kind, kind.rule.after, 'keys')}) s order by row_id`,
    [...parameters(kind, today, arrivals), wanted, textArray(about.map(({ person }) => person))],
  );
}

function parameters({ rule }: RuledKind, today: string, arrivals: string): string[] {
  const { event, recorded } = horizonOf(rule, today);
  return [today, event, recorded, arrivals];
}
