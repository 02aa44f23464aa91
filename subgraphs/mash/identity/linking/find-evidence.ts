import type { EntityManager } from 'typeorm';
import { type Evidence, type PairDecision, type PlacedRecord, type RecordKey, recordKey } from './records';
import type { Outsider } from './unresolved';

export interface FoundEvidence extends Evidence {
  /** Ends of edges that are not among the records, as linked so far. */
  readonly outsiders: ReadonlyMap<RecordKey, Outsider>;
  /** Short numbers of every record named. */
  readonly refs: ReadonlyMap<RecordKey, number>;
}

interface EdgeRow {
  readonly lower: number;
  readonly upper: number;
  readonly verdict: 'AUTO' | 'REVIEW' | 'DIFFERENT';
  readonly weight: number;
  readonly apart: boolean;
}

interface OutsiderRow extends Outsider {
  readonly ref: number;
  readonly agency: string;
  readonly person: string;
}

/** What comparing said of these records and what people decided about them. */
export async function findEvidence(tx: EntityManager, records: readonly PlacedRecord[]): Promise<FoundEvidence> {
  const own = new Map(records.map((record) => [record.ref, recordKey(record)]));
  const rows: EdgeRow[] = await tx.query(
    `select lower, upper, verdict, weight, apart from match_edge where lower = any($1::int[])
     union select lower, upper, verdict, weight, apart from match_edge where upper = any($1::int[])`,
    [[...own.keys()]],
  );
  const others = await findOutsiders(
    tx,
    rows.flatMap(({ lower, upper }) => [lower, upper]).filter((ref) => !own.has(ref)),
  );
  const keyOf = new Map([...own, ...others.map((one) => [one.ref, recordKey(one)] as const)]);
  const edges = rows.flatMap(({ lower, upper, verdict, weight, apart }) => {
    const [left, right] = [keyOf.get(lower), keyOf.get(upper)];
    return left === undefined || right === undefined ? [] : [{ left, right, verdict, weight, apart }];
  });
  return {
    edges,
    decisions: await findDecisions(tx, records),
    outsiders: new Map(others.map((one) => [recordKey(one), one])),
    refs: new Map([...keyOf].map(([ref, key]) => [key, ref])),
  };
}

function findOutsiders(tx: EntityManager, refs: readonly number[]): Promise<OutsiderRow[]> {
  return refs.length === 0
    ? Promise.resolve([])
    : tx.query(
        `select person.ref, person.agency, person.person, person.hub,
           array(select distinct agency from agency_person as mate where mate.hub = person.hub and mate.identity is not null) as agencies
         from agency_person as person where person.ref = any($1::int[]) and person.identity is not null`,
        [[...new Set(refs)]],
      );
}

/** Of each pair the last decision in force. "Need more" decides nothing. */
async function findDecisions(tx: EntityManager, records: readonly PlacedRecord[]): Promise<PairDecision[]> {
  const rows: { agency: string; person: string; otherAgency: string; otherPerson: string; kind: PairDecision['kind'] }[] =
    await tx.query(
      `with about as (
         select pair.* from unnest($1::text[], $2::text[]) as one (agency, person) join link_decision_pair as pair using (agency, person)
         union
         select pair.* from unnest($1::text[], $2::text[]) as one (agency, person)
         join link_decision_pair as pair on pair.other_agency = one.agency and pair.other_person = one.person)
       select distinct on (about.agency, about.person, about.other_agency, about.other_person)
         about.agency, about.person, about.other_agency as "otherAgency", about.other_person as "otherPerson", decision.kind
       from about
       join link_decision as decision on decision.id = about.decision and decision.kind <> 'NEED_MORE'
       join link_effect as effect on effect.decision = about.decision
       order by about.agency, about.person, about.other_agency, about.other_person, effect.place desc`,
      [records.map(({ agency }) => agency), records.map(({ person }) => person)],
    );
  return rows.map(({ agency, person, otherAgency, otherPerson, kind }) => ({
    left: recordKey({ agency, person }),
    right: recordKey({ agency: otherAgency, person: otherPerson }),
    kind,
  }));
}
