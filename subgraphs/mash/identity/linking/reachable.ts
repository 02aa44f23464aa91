import type { EntityManager } from 'typeorm';
import type { HubId } from '../hub-ids';
import type { LinkRecord, PlacedRecord } from './records';

/** Where linking has to look again: records by their short numbers, and identifiers that some of them no longer bear. */
export interface Seeds {
  readonly refs: readonly number[];
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
}

interface Row extends LinkRecord {
  readonly ref: number;
  readonly own: string;
  readonly ownAge: string;
  readonly hub: string;
  readonly hubAge: string;
}

/** What was asked for already: nothing is read twice. */
interface Asked {
  readonly refs: Set<number>;
  readonly nhs: Set<string>;
  readonly upns: Set<string>;
  readonly hubs: Set<string>;
}

/**
 * The records whose short numbers a query gives. Found first and joined then: of a list made by a subquery the planner assumes that it is
 * short, as it is, and looks the few up; of a condition on identifiers it assumes the worst and reads everybody.
 */
const recordsOf = (refs: string): string => `select person.ref, person.agency, person.person, person.birth,
    person.nhs_number as "nhsNumber", person.upns, person.given, person.own_hub as own, own.age as "ownAge", person.hub,
    hub.age as "hubAge"
  from agency_person as person
  join hub_person as own on own.id = person.own_hub
  join hub_person as hub on hub.id = person.hub
  where person.identity is not null and person.ref = any(array(${refs}))`;

const SEEDED = recordsOf('select unnest($1::int[])');

/** Whoever is linked to these by the comparison alone. */
const MATCHED = `select upper from match_edge where lower = any($4::int[]) and verdict = 'AUTO'
  union all select lower from match_edge where upper = any($4::int[]) and verdict = 'AUTO'`;

/** Whoever a person has decided about, beside one of these. */
const DECIDED = `select far.ref from agency_person as near
    join link_decision_pair as pair on pair.agency = near.agency and pair.person = near.person
    join agency_person as far on far.agency = pair.other_agency and far.person = pair.other_person
  where near.ref = any($4::int[])
  union all select far.ref from agency_person as near
    join link_decision_pair as pair on pair.other_agency = near.agency and pair.other_person = near.person
    join agency_person as far on far.agency = pair.agency and far.person = pair.person
  where near.ref = any($4::int[])`;

/** Most of whom they lead to are at hand already, and need not be read again. */
const NEAR = recordsOf(
  `(${[
    'select ref from agency_person where nhs_number = any($1::text[])',
    'select ref from agency_person where upns && $2::text[]',
    'select ref from agency_person where hub = any($3::uuid[]) and identity is not null',
    MATCHED,
    DECIDED,
  ].join(' union all ')}) except select unnest($5::int[])`,
);

const LIKELY = recordsOf(`(select upper from match_edge where lower = any($1::int[]) and verdict = 'REVIEW'
  union all select lower from match_edge where upper = any($1::int[]) and verdict = 'REVIEW') except select unnest($1::int[])`);

/**
 * Everybody who may be one person with one of the seeds, and everybody who may be one with those: what is in doubt about a person
 * depends on who their neighbours are.
 */
export async function reachable(tx: EntityManager, seeds: Seeds): Promise<PlacedRecord[]> {
  const found = new Map<number, PlacedRecord>();
  const asked: Asked = { refs: new Set(), nhs: new Set(), upns: new Set(), hubs: new Set() };
  await stepOut(tx, found, asked, await tx.query(SEEDED, [seeds.refs]), seeds);
  await stepOut(tx, found, asked, await tx.query(LIKELY, [[...found.keys()]]));
  // The order decides nothing, but a settled one keeps the writes of two runs alike.
  return [...found.values()].sort((left, right) => left.own.age - right.own.age);
}

/** Outwards by identifiers, links, decisions and the person they belong to so far, until no new record appears. */
async function stepOut(
  tx: EntityManager,
  found: Map<number, PlacedRecord>,
  asked: Asked,
  first: readonly Row[],
  { nhsNumbers, upns }: Omit<Seeds, 'refs'> = { nhsNumbers: [], upns: [] },
): Promise<void> {
  let rows = first;
  let borne = { nhsNumbers, upns };
  while (rows.length > 0 || borne.nhsNumbers.length > 0 || borne.upns.length > 0) {
    for (const row of rows) {
      found.set(row.ref, recordOf(row));
    }
    const near: Row[] = await tx.query(NEAR, [
      unasked(asked.nhs, [...borne.nhsNumbers, ...rows.flatMap((row) => row.nhsNumber ?? [])]),
      unasked(asked.upns, [...borne.upns, ...rows.flatMap((row) => row.upns)]),
      unasked(
        asked.hubs,
        rows.map((row) => row.hub),
      ),
      unasked(
        asked.refs,
        rows.map((row) => row.ref),
      ),
      [...found.keys()],
    ]);
    rows = near;
    borne = { nhsNumbers: [], upns: [] };
  }
}

function unasked<T>(asked: Set<T>, values: readonly T[]): T[] {
  const fresh = [...new Set(values)].filter((value) => !asked.has(value));
  for (const value of fresh) {
    asked.add(value);
  }
  return fresh;
}

function recordOf({ own, ownAge, hub, hubAge, ...rest }: Row): PlacedRecord {
  const id = (value: string, age: string): HubId => ({ id: value, age: Number(age) });
  return { ...rest, own: id(own, ownAge), hub: id(hub, hubAge) };
}
