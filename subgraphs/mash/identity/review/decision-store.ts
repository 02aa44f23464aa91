import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { HubContext } from '../../context';
import { record } from '../../ledger/record';
import { recordKey } from '../linking/records';
import { markPeople } from '../../threshold/kept/due';
import { relink } from '../relink';
import type { ReviewDecision } from './decision.types';
import { DECISION, type DecisionRow } from './history';

export type DecisionKind = ReviewDecision | 'SEALED';

interface NamedRecord {
  readonly agency: string;
  readonly person: string;
}

/** Two agency records that a decision is about. */
export type RecordPair = readonly [NamedRecord, NamedRecord];

export interface NewDecision {
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly pairs: readonly RecordPair[];
  readonly needsSecond: boolean;
}

/** Keeps the decision. It is in force at once unless somebody else has to agree, or it decides nothing. @returns its id */
export async function keepDecision(tx: EntityManager, decision: NewDecision, context: HubContext): Promise<string> {
  const id = randomUUID();
  const { principal, now } = context;
  const { kind, reason, needsSecond } = decision;
  await tx.query(
    'insert into link_decision (id, kind, reason, decided_by, at, rid, needs_second) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, kind, reason, principal.sub, now(), principal.rid, needsSecond],
  );
  const pairs = decision.pairs.map(
    ([one, other]) => (recordKey(one) < recordKey(other) ? [one, other] : [other, one]) as RecordPair,
  );
  await tx.query(
    `insert into link_decision_pair (decision, agency, person, other_agency, other_person)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      id,
      pairs.map(([one]) => one.agency),
      pairs.map(([one]) => one.person),
      pairs.map(([, other]) => other.agency),
      pairs.map(([, other]) => other.person),
    ],
  );
  await noteStep(tx, 'DECIDED', id, context);
  if (kind !== 'NEED_MORE' && !needsSecond) {
    await bringIntoForce(tx, id, context);
  }
  return id;
}

/** From now on it holds: everybody whom it concerns is linked anew, and advice on them is due again, in the same transaction. */
export async function bringIntoForce(tx: EntityManager, id: string, { principal }: HubContext): Promise<void> {
  await tx.query('insert into link_effect (decision) values ($1)', [id]);
  const rows: { ref: number }[] = await tx.query(
    `select person.ref from link_decision_pair as pair join agency_person as person
       on (person.agency, person.person) in ((pair.agency, pair.person), (pair.other_agency, pair.other_person))
     where pair.decision = $1`,
    [id],
  );
  const refs = [...new Set(rows.map(({ ref }) => ref))];
  await markPeople(
    tx,
    await relink(tx, { refs, nhsNumbers: [], upns: [] }, { decision: id, member: principal.sub, rid: principal.rid }),
  );
}

/**
 * A step of a decision, for whoever later asks what happened to an identity, and in the ledger. The ledger names the people as they are
 * before the step; of what is sealed it names nobody, since an entry that named both would join them.
 */
export async function noteStep(
  tx: EntityManager,
  kind: 'DECIDED' | 'CONFIRMED' | 'DECLINED',
  decision: string,
  { principal, now }: HubContext,
): Promise<void> {
  const rows: { hub: string }[] = await tx.query(
    `select distinct person.hub from link_decision_pair as pair
     join link_decision as decision on decision.id = pair.decision and decision.kind <> 'SEALED'
     join agency_person as person
       on (person.agency, person.person) in ((pair.agency, pair.person), (pair.other_agency, pair.other_person))
     where pair.decision = $1 and person.identity is not null order by person.hub`,
    [decision],
  );
  await record(tx, {
    kind: 'IDENTITY_CHANGE',
    at: now(),
    by: principal,
    persons: rows.map(({ hub }) => hub),
    detail: { step: kind, decision },
  });
  await tx.query('insert into identity_change (kind, decision, by_member, rid) values ($1, $2, $3, $4)', [
    kind,
    decision,
    principal.sub,
    principal.rid,
  ]);
}

/** The decision with what became of it. */
export async function findDecision(id: string, tx: Pick<EntityManager, 'query'>): Promise<DecisionRow | undefined> {
  const [row]: DecisionRow[] = await tx.query(
    `select ${DECISION} from link_decision as decision left join link_confirmation as second on second.decision = decision.id
     where decision.id = $1`,
    [id],
  );
  return row;
}

/** Records of one pair that a person ruled out to be one, in force now. */
export async function areRuledOut(
  tx: EntityManager,
  left: readonly NamedRecord[],
  right: readonly NamedRecord[],
): Promise<boolean> {
  const pairs = left.flatMap((one) => right.map((other) => (recordKey(one) < recordKey(other) ? [one, other] : [other, one])));
  const rows: { kind: DecisionKind }[] = await tx.query(
    `select distinct on (pair.agency, pair.person, pair.other_agency, pair.other_person) decision.kind
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as asked (agency, person, other_agency, other_person)
     join link_decision_pair as pair using (agency, person, other_agency, other_person)
     join link_decision as decision on decision.id = pair.decision
     join link_effect as effect on effect.decision = pair.decision
     order by pair.agency, pair.person, pair.other_agency, pair.other_person, effect.place desc`,
    [
      pairs.map(([one]) => one?.agency),
      pairs.map(([one]) => one?.person),
      pairs.map(([, other]) => other?.agency),
      pairs.map(([, other]) => other?.person),
    ],
  );
  return rows.some(({ kind }) => kind !== 'LINK');
}
