import type { EntityManager } from 'typeorm';
import { isIsoDate } from '../time';

/** What must be kept, why and since when. At least one of person and kind: together they mean that person's records of that kind. */
export interface NewHold {
  /** The agency's own id. */
  readonly person?: string;
  readonly kind?: string;
  /** Why, e.g. the reference of an inquiry or of proceedings. */
  readonly reason: string;
  /** Who orders it: a name and an office. */
  readonly by: string;
  /** First and last day (ISO dates); no last day holds until it is lifted. */
  readonly from: string;
  readonly until?: string;
}

/** A hold as the report lists it: whom it is about stays in the database. */
export interface StandingHold {
  readonly id: string;
  readonly onPerson: boolean;
  readonly kind: string | null;
  readonly reason: string;
  readonly by: string;
  readonly from: string;
  readonly until: string | null;
}

/** The hold cannot be placed or lifted; the message is a sentence for whoever asked. */
export class HoldRefused extends Error {
  readonly code = 'HOLD_REFUSED';
  override readonly name = 'HoldRefused';
}

type Database = Pick<EntityManager, 'query'>;

/**
 * Places a hold, which every deletion from then on obeys.
 *
 * @param kinds every kind that the agency stores.
 * @returns its id, by which it is lifted.
 * @throws HoldRefused for what would hold nothing, or says neither why nor who.
 */
export async function placeHold(database: Database, kinds: readonly string[], hold: NewHold): Promise<string> {
  const { person, kind, reason, by, from, until } = hold;
  if (person === undefined && kind === undefined) throw new HoldRefused('Say whom or which kind of record the hold is on');
  if ([person, kind, reason, by].some((text) => text !== undefined && text.trim() === '')) {
    throw new HoldRefused('Whom, which kind, why and who may not be empty');
  }
  if (kind !== undefined && !kinds.includes(kind)) throw new HoldRefused(`There is no such kind; known are ${kinds.join(', ')}`);
  if (!isIsoDate(from) || (until !== undefined && (!isIsoDate(until) || until < from))) {
    throw new HoldRefused('Write the days as YYYY-MM-DD, the last not before the first');
  }
  if (person !== undefined && !(await isKnown(database, person))) throw new HoldRefused('This agency knows nobody of that id');
  const [placed]: { id: string }[] = await database.query(
    `insert into legal_hold (person, kind, reason, placed_by, holds_from, holds_until)
     values ($1, $2, $3, $4, $5::date, $6::date) returning id`,
    [person ?? null, kind ?? null, reason, by, from, until ?? null],
  );
  return placed?.id ?? '';
}

/** Ends a hold; it stays on record. @throws HoldRefused when none of that id stands. */
export async function liftHold(database: Database, id: string, { by, reason }: Pick<NewHold, 'by' | 'reason'>): Promise<void> {
  if (by.trim() === '' || reason.trim() === '') throw new HoldRefused('Who lifts it, and why, may not be empty');
  const lifted: { id: string }[] = await database.query(
    `with lifted as (update legal_hold set lifted_at = clock_timestamp(), lifted_by = $2, lifted_because = $3
       where id::text = $1 and lifted_at is null returning id)
     select id from lifted`,
    [id.toLowerCase(), by, reason],
  );
  if (lifted.length === 0) throw new HoldRefused('No hold of that id stands');
}

/** Holds that stand on this day or later. */
export async function standingHolds(database: Database, today: string): Promise<StandingHold[]> {
  return database.query(
    `select id, person is not null as "onPerson", kind, reason, placed_by as by, holds_from as "from", holds_until as until
     from legal_hold where lifted_at is null and (holds_until is null or holds_until >= $1::date) order by placed_at, id`,
    [today],
  );
}

async function isKnown(database: Database, person: string): Promise<boolean> {
  const [{ known } = { known: false }]: { known: boolean }[] = await database.query(
    'select exists (select 1 from agency_person where person_id = $1 and known_to is null) as known',
    [person],
  );
  return known;
}
