import type { DataSource, EntityManager } from 'typeorm';
import type { Decision, DECISION_STATES } from './decision.types';

interface DecisionRow extends Omit<Decision, 'second' | 'state'> {
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly signedAgrees: boolean | null;
  readonly signedReason: string | null;
}

const COLUMNS = `d.id, d.case_id as "caseId", d.person as child, d.level, d.outcome, d.rationale, d.agrees,
  d.departure_reason as "departureReason", d.advice as digest, d.decided_by as "decidedBy", d.decided_at as "decidedAt",
  d.needs_second as "needsSecond", s.level as "adviceLevel", s.could_reach as "adviceCouldReach", s.complete as "adviceComplete",
  n.signed_by as "signedBy", n.signed_at as "signedAt", n.agrees as "signedAgrees", n.reason as "signedReason"`;
const FROM = `case_decision d
  join shown_assessment s on s.digest = d.advice and s.case_id = d.case_id and s.person = d.person and s.member = d.decided_by
  left join case_decision_second n on n.decision = d.id`;

/** Decisions on these cases, latest first, by case. */
export async function findDecisions(
  caseIds: readonly string[],
  db: DataSource | EntityManager,
): Promise<Map<string, Decision[]>> {
  const rows: DecisionRow[] = await db.query(
    `select ${COLUMNS} from ${FROM} where d.case_id = any($1::uuid[]) order by d.decided_at desc, d.id`,
    [caseIds],
  );
  const byCase = new Map<string, Decision[]>();
  for (const row of rows) byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), decisionFrom(row)]);
  return byCase;
}

export async function findDecision(id: string, db: DataSource | EntityManager): Promise<Decision | undefined> {
  const [row]: DecisionRow[] = await db.query(`select ${COLUMNS} from ${FROM} where d.id = $1`, [id]);
  return row && decisionFrom(row);
}

function decisionFrom({ signedBy, signedAt, signedAgrees, signedReason, ...row }: DecisionRow): Decision {
  const isSigned = signedBy !== null && signedAt !== null && signedAgrees !== null && signedReason !== null;
  return {
    ...row,
    second: isSigned ? { signedBy, signedAt, agrees: signedAgrees, reason: signedReason } : null,
    state: stateOf(row.needsSecond.length > 0, isSigned ? signedAgrees : undefined),
  };
}

function stateOf(needsSecond: boolean, agrees: boolean | undefined): (typeof DECISION_STATES)[number] {
  if (!needsSecond) return 'RECORDED';
  if (agrees === undefined) return 'AWAITING_SECOND';
  return agrees ? 'RECORDED' : 'RETURNED';
}
