import { type KeptKind, londonDay } from './kept-kinds';
import type { RetentionEvent } from './rule';

/**
 * Which rows a statement looks at: all of a kind, or those of some keys and the people they are about. Its parameters are
 * `$1` today, `$2` and `$3` the horizon of the event and of the record, `$4` the instant from which arrivals are no date yet;
 * for keys besides `$5` the keys and `$6` the people.
 */
export type Scope = 'all' | 'keys';

/**
 * Writes the SQL that says where every current record of a kind stands: `dueForDeletion`, for sets. Retracted and sealed records
 * are counted like the others: they too are kept somewhere.
 */
export class FactsSql {
  constructor(private readonly kinds: readonly KeptKind[]) {}

  /** A query of `row_id, id, record_key, person_id, publication_id, recorded, state`; for keys also of rows that are not due. */
  states(kind: KeptKind, after: RetentionEvent, scope: Scope): string {
    const parts = this.kinds.filter(({ partOf }) => partOf?.whole.kind === kind.kind);
    const family = kind.partOf !== undefined || parts.length > 0;
    const restricted = scope === 'keys' ? ' and r.record_key = any($5::text[]) and $6::text[] is not null' : '';
    return `with retention_hold as (${HOLDS}), retention_life as (${life(scope)}), retention_contact as (${this.contact(scope)}), retention_closing as (${this.closing(scope)}),
      retention_family as (${family ? this.heldFamily(kind) : "select '' as whole where false"}),
      retention_fact as (
        select r.row_id, r.id, r.record_key, r.publication_id, ${peopleOf(kind)
          .map((column) => `r.${column}`)
          .join(', ')}, ${wholeOf(kind)} as whole, ${eventOf(kind, after)} as event, ${recordedOf(kind, after)} as recorded
        from ${from(kind)} ${peopleJoins(kind)} where r.known_to is null${restricted})
      select r.row_id, r.id, r.record_key, r.person_id, r.publication_id, r.recorded, case
        when r.event is null then 'UNDATED'
        when r.event > $2::date or r.recorded > $3::date then 'KEPT'
        when ${heldBy(kind, 'r')}${family ? ' or (exists (select 1 from retention_hold) and r.whole in (select whole from retention_family))' : ''} then 'HELD'
        when ${this.needed(kind, parts)} then 'NEEDED'
        else 'DUE' end as state
      from retention_fact r`;
  }

  /** Remembers, of records that are about to go, what the person's remaining records are counted from. `$1` their keys. */
  remember(kind: KeptKind): string {
    return `insert into retention_memory (person, last_contact_on, last_closed_on)
      select r.person_id, max(coalesce(${daysOf(kind)}, ${londonDay('r.known_from')})), max(${kind.ended?.('r') ?? 'null::date'})
      from ${from(kind)} where r.known_to is null and r.retracted_at is null and r.record_key = any($1::text[])
        and exists (select 1 from agency_person p where p.person_id = r.person_id)
      group by 1
      on conflict (person) do update set last_contact_on = greatest(retention_memory.last_contact_on, excluded.last_contact_on),
        last_closed_on = greatest(retention_memory.last_closed_on, excluded.last_closed_on)`;
  }

  /** Everybody whom these records (`$1` their keys) are about. */
  about(kind: KeptKind): string {
    const ends = peopleOf(kind).map((column) => `select r.${column} as person ${ofKeys(kind)}`);
    return `select distinct person from (${ends.join(' union all ')}) about where person is not null`;
  }

  /** Everybody whom the deletion of these records (`$1` their keys) bears on: whom they are about, and whom their wholes involve. */
  bearsOn(kind: KeptKind): string {
    const siblings = this.kinds.filter(({ partOf }) => partOf !== undefined && partOf.whole.kind === kind.partOf?.whole.kind);
    const involved = siblings.map(
      (
        sibling,
      ) => `select s.person_id from ${sibling.table} s join ${kind.table} r on r.${kind.partOf?.column} = s.${sibling.partOf?.column}
        where s.known_to is null and ${CURRENT} and r.record_key = any($1::text[])`,
    );
    return `select distinct person from (${[this.about(kind), ...involved].join(' union all ')}) borne where person is not null`;
  }

  private contact(scope: Scope): string {
    const kinds = this.kinds.filter(({ kind }) => kind !== 'person' && kind !== 'relationship');
    const seen = kinds.map(
      (kind) => `select r.person_id as person, coalesce(${daysOf(kind)}, ${ARRIVED}) as day
        from ${from(kind)} where ${CURRENT} and r.retracted_at is null and r.person_id is not null${ofPeople('r.person_id', scope)}`,
    );
    const memory = `select person, last_contact_on as day from retention_memory where true${ofPeople('person', scope)}`;
    return `select person, max(day) as day from (${[...seen, memory].join(' union all ')}) seen group by person`;
  }

  private closing(scope: Scope): string {
    const ends = this.kinds.flatMap(({ table, ended }) =>
      ended === undefined
        ? []
        : [
            `select r.person_id as person, coalesce(${ended('r')}, 'infinity'::date) as day from ${table} r
             where ${CURRENT} and r.retracted_at is null and r.person_id is not null${ofPeople('r.person_id', scope)}`,
          ],
    );
    const memory = `select person, last_closed_on as day from retention_memory where last_closed_on is not null${ofPeople('person', scope)}`;
    return `select person, max(day) as day from (${[...ends, memory].join(' union all ')}) closed group by person`;
  }

  /** A hold on an incident, or on anybody's part in it, holds the incident and every part. */
  private heldFamily(kind: KeptKind): string {
    const name = kind.partOf?.whole.kind ?? kind.kind;
    return this.kinds
      .filter((member) => member.kind === name || member.partOf?.whole.kind === name)
      .map((member) => `select ${wholeOf(member)} as whole from ${member.table} r where ${CURRENT} and (${heldBy(member, 'r')})`)
      .join(' union ');
  }

  private needed(kind: KeptKind, parts: readonly KeptKind[]): string {
    const about = (table: string, column: string, key: string) =>
      `exists (select 1 from ${table} n where n.known_to is null and n.${column} = r.${key})`;
    if (kind.kind === 'person') {
      const others = this.kinds.filter((other) => other.kind !== 'person');
      const records = others.map(({ table }) => about(table, 'person_id', 'person_id'));
      const related = others.filter((other) => other.kind === 'relationship');
      return [...records, ...related.map(({ table }) => about(table, 'of_person', 'person_id')), 'false'].join(' or ');
    }
    return [...parts.map(({ table, partOf }) => about(table, partOf?.column ?? '', 'record_key')), 'false'].join(' or ');
  }
}

const ofKeys = ({ table }: KeptKind): string => `from ${table} r where r.known_to is null and r.record_key = any($1::text[])`;

const CURRENT = 'r.known_to is null';

/** When this version arrived, unless it did so just now. */
const ARRIVED = `case when r.known_from < $4::timestamptz then ${londonDay('r.known_from')} end`;

const HOLDS = `select person, kind from legal_hold where lifted_at is null and holds_from <= $1::date
  and (holds_until is null or holds_until >= $1::date)`;

const ofPeople = (column: string, scope: Scope): string => (scope === 'keys' ? ` and ${column} = any($6::text[])` : '');

/** Of several sources the latest birthday counts: nobody is taken to be older than one of them says. */
const life = (scope: Scope): string => `select r.person_id as person, max(r.date_of_birth) as born, max(r.deceased_on) as died,
    max(${ARRIVED}) as told
  from agency_person r where ${CURRENT} and r.retracted_at is null${ofPeople('r.person_id', scope)} group by 1`;

function from({ table, partOf }: KeptKind): string {
  if (partOf === undefined) return `${table} r`;
  return `${table} r left join ${partOf.whole.table} w on w.record_key = r.${partOf.column} and w.known_to is null`;
}

/** Both ends of a relationship: it is as much about the one as about the other. */
const peopleOf = ({ kind }: KeptKind): string[] => (kind === 'relationship' ? ['person_id', 'of_person'] : ['person_id']);

/** The key of what it belongs to, so that an incident and its parts are found together. */
const wholeOf = ({ partOf }: KeptKind): string => (partOf === undefined ? 'r.record_key' : `r.${partOf.column}`);

/** The record's own day under an alias; `infinity` while it lasts; null when it carries none. */
function ownDays({ occurred, ended }: KeptKind, alias: string): string {
  if (ended === undefined) return occurred?.(alias) ?? 'null::date';
  const last = occurred === undefined ? ended(alias) : `greatest(${occurred(alias)}, ${ended(alias)})`;
  return `case when ${ended(alias)} is null then 'infinity'::date else ${last} end`;
}

/** A part happened when its whole did. */
function daysOf(kind: KeptKind): string {
  const own = ownDays(kind, 'r');
  return kind.partOf === undefined
    ? own
    : `greatest(${own}, case when w.row_id is not null then ${ownDays(kind.partOf.whole, 'w')} end)`;
}

/**
 * The day before which nothing is counted. Who somebody is, and how they are related, is as old as the last contact with them. What
 * was never ended ends with the person.
 */
function recordedOf(kind: KeptKind, after: RetentionEvent): string {
  if (kind.kind === 'person' || kind.kind === 'relationship') {
    const contacts = peopleOf(kind).map((_, index) => PERSON_EVENTS['last-contact'](index + 1));
    return `coalesce(greatest(${contacts.join(', ')}), '-infinity'::date)`;
  }
  const { ended: _, ...unending } = kind;
  return `coalesce(${daysOf(after === 'death' ? unending : kind)}, ${ARRIVED}, '-infinity'::date)`;
}

function peopleJoins(kind: KeptKind): string {
  return peopleOf(kind)
    .flatMap((column, index) =>
      ['life', 'contact', 'closing'].map(
        (facts) => `left join retention_${facts} ${facts}${index + 1} on ${facts}${index + 1}.person = r.${column}`,
      ),
    )
    .join(' ');
}

function eventOf(kind: KeptKind, after: RetentionEvent): string {
  if (after === 'record') return daysOf(kind);
  const days = peopleOf(kind).map((_, index) => PERSON_EVENTS[after](index + 1));
  // Of a relationship the later end counts, and one that is not known leaves it open.
  return days.length === 1
    ? days.join()
    : `case when ${days.map((day) => `${day} is not null`).join(' and ')} then greatest(${days.join(', ')}) end`;
}

const PERSON_EVENTS: Readonly<Record<Exclude<RetentionEvent, 'record'>, (index: number) => string>> = {
  // Who is known by nothing but their name was last heard of when that was told.
  'last-contact': (index) => `coalesce(contact${index}.day, life${index}.told)`,
  'case-closed': (index) => `closing${index}.day`,
  'person-18th-birthday': (index) => `life${index}.born`,
  'person-25th-birthday': (index) => `life${index}.born`,
  death: (index) => `life${index}.died`,
};

function heldBy(kind: KeptKind, alias: string): string {
  const people = peopleOf(kind).map((column) => `${alias}.${column}`);
  return `exists (select 1 from retention_hold h where (h.kind is null or h.kind = '${kind.kind.replaceAll("'", "''")}')
    and (h.person is null or h.person in (${people.join(', ')})))`;
}
