import type { DataSource, EntityManager } from 'typeorm';
import { tellPersons, tellRelationships } from '../feed/outbox';
import type { WatchedSignals } from '../feed/watched-signals';
import { textArray } from '../publishing/sql-text';
import { lockWriters } from '../publishing/writer-lock';
import type { FactsSql } from './facts-sql';
import { type RuledKind, type Stood, standingOf } from './kind-retention';
import { ruleText } from './rule';
import { Tombstones } from './tombstones';

export interface EraserOptions {
  readonly database: DataSource;
  readonly sql: FactsSql;
  readonly signals: WatchedSignals;
  /** Version of the agreement. */
  readonly agreement: string;
}

/** Deletes what is due: content with all its history, leaving a tombstone, and tells the hub, in one transaction. */
export class Eraser {
  constructor(private readonly options: EraserOptions) {}

  /**
   * Deletes those of the records that are due when the writers' lock is held: a correction or a hold that came in between counts.
   * @returns how many went
   */
  async erase(kind: RuledKind, today: string, keys: readonly string[]): Promise<number> {
    const { database, sql, signals } = this.options;
    return database.transaction(async (manager) => {
      const at = await lockWriters(manager);
      const due = (await standingOf(manager, sql, kind, today, keys)).filter(({ state }) => state === 'DUE');
      if (due.length === 0) return 0;
      const gone = textArray(due.map(({ key }) => key));
      const about: { person: string }[] = await manager.query(sql.bearsOn(kind), [gone]);
      const people = new Set(about.map(({ person }) => person));
      const tombstones = await Tombstones.open(manager);
      const { category, rule } = kind;
      await tombstones.bury(manager, kind.kind, at, { category, rule: ruleText(rule), agreement: this.options.agreement }, due);
      if (kind.kind !== 'person' && kind.kind !== 'relationship') await manager.query(sql.remember(kind), [gone]);
      await removeVersions(manager, kind, due);
      if (kind.kind === 'person') await forgetPeople(manager, tombstones, people);
      if (kind.kind === 'person') await tellPersons(manager, people);
      if (kind.kind === 'relationship') await tellRelationships(manager, people);
      await signals.afterChange(manager, people);
      return due.length;
    });
  }
}

/** Every version, and what retractions of it said. */
export async function removeVersions(
  manager: EntityManager,
  { kind, table }: RuledKind,
  records: readonly Stood[],
): Promise<void> {
  const keys = textArray(records.map(({ key }) => key));
  await manager.query('delete from retraction where kind = $1 and record_id = any($2::uuid[])', [
    kind,
    textArray(records.map(({ id }) => id)),
  ]);
  // Two statements, since each has an index of its own.
  await manager.query(`delete from ${table} where known_to is null and record_key = any($1::text[])`, [keys]);
  await manager.query(`delete from ${table} where known_to is not null and record_key = any($1::text[])`, [keys]);
}

/** Of people none of whose sources is left nothing names them any more, also not a hold that has ended. */
async function forgetPeople(manager: EntityManager, tombstones: Tombstones, people: ReadonlySet<string>): Promise<void> {
  const left: { person: string }[] = await manager.query(
    `select person from unnest($1::text[]) as told (person)
     where not exists (select 1 from agency_person p where p.person_id = told.person)`,
    [textArray([...people])],
  );
  const gone = textArray(left.map(({ person }) => person));
  await manager.query('delete from retention_memory where person = any($1::text[])', [gone]);
  await manager.query(
    `update legal_hold set person = null, person_digest = gone.digest
     from unnest($1::text[], $2::text[]) as gone (person, digest) where legal_hold.person = gone.person`,
    [gone, textArray(left.map(({ person }) => tombstones.ofPerson(person)))],
  );
}
