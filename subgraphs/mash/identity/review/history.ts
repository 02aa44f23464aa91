import type { DataSource, EntityManager } from 'typeorm';
import type { DecisionState, LinkDecision, ReviewDecision } from './decision.types';
import type { ReviewRow } from './list-reviews';

/** As stored, with what became of it. */
export interface DecisionRow {
  readonly id: string;
  readonly kind: ReviewDecision | 'SEALED';
  readonly reason: string;
  readonly decidedBy: string;
  readonly at: Date;
  readonly needsSecond: boolean;
  readonly agreed: boolean | null;
  readonly secondBy: string | null;
}

export const DECISION = `decision.id, decision.kind, decision.reason, decision.decided_by as "decidedBy", decision.at,
  decision.needs_second as "needsSecond", second.agreed, second.decided_by as "secondBy"`;

/** What was said of each pair before, oldest first, by review. What was sealed is told nobody. */
export async function findHistory(
  rows: readonly Pick<ReviewRow, 'id' | 'lower' | 'upper'>[],
  db: DataSource | EntityManager,
): Promise<Map<string, LinkDecision[]>> {
  const said: (DecisionRow & { review: string })[] = await db.query(
    `select ${DECISION}, asked.review
     from unnest($1::uuid[], $2::int[], $3::int[]) as asked (review, lower, upper)
     join agency_person as one on one.ref = asked.lower
     join agency_person as other on other.ref = asked.upper
     join link_decision_pair as pair on (pair.agency, pair.person) in ((one.agency, one.person), (other.agency, other.person))
       and (pair.agency, pair.person, pair.other_agency, pair.other_person) in (
         (one.agency, one.person, other.agency, other.person), (other.agency, other.person, one.agency, one.person))
     join link_decision as decision on decision.id = pair.decision and decision.kind <> 'SEALED'
     left join link_confirmation as second on second.decision = decision.id
     order by decision.at, decision.id`,
    [rows.map(({ id }) => id), rows.map(({ lower }) => lower), rows.map(({ upper }) => upper)],
  );
  const history = new Map<string, LinkDecision[]>();
  for (const row of said) {
    history.set(row.review, [...(history.get(row.review) ?? []), shownDecision(row)]);
  }
  return history;
}

/** A sealed pair reads as what it also is: not the same. */
export function shownDecision({ kind, needsSecond, agreed, ...row }: DecisionRow): LinkDecision {
  const { id, reason, decidedBy, at, secondBy } = row;
  const decision = kind === 'SEALED' ? 'NOT_SAME' : kind;
  return { id, decision, reason, decidedBy, at, secondBy, state: stateOf(kind, needsSecond, agreed) };
}

function stateOf(kind: DecisionRow['kind'], needsSecond: boolean, agreed: boolean | null): DecisionState {
  if (kind === 'NEED_MORE') {
    return 'NOTED';
  }
  if (needsSecond && agreed === null) {
    return 'AWAITING_SECOND';
  }
  return agreed === false ? 'DECLINED' : 'IN_FORCE';
}
