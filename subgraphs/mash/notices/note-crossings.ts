import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { HubSetup } from '../access/hub-context';
import type { Crossing } from '../threshold/kept/store';
import { viewpointKey } from '../cases/viewpoint-key';
import { notBefore } from './quiet-hours';

interface Assigned {
  readonly member: string;
  readonly roles: readonly string[];
  readonly caseId: string;
  readonly reference: string;
}

/**
 * Notes each crossing as an event, and writes to those who are responsible for the case and would be told that level themselves.
 * A mail names the case and nothing of what is in it: whoever reads it signs in, and what they then see is in the ledger.
 */
export async function noteCrossings(
  tx: EntityManager,
  crossings: readonly Crossing[],
  { thresholds, purposes }: Pick<HubSetup, 'thresholds' | 'purposes'>,
  now: Date,
): Promise<void> {
  if (crossings.length === 0) return;
  const assigned = await findAssigned(tx, [...new Set(crossings.map(({ caseId }) => caseId))], now);
  for (const { caseId, viewpoint, from, to } of crossings) {
    const [{ id: event }]: [{ id: string }] = await tx.query(
      `insert into threshold_event (at, kind, case_id, viewpoint, level_from, level_to) values ($1, $2, $3, $4, $5, $6) returning id`,
      [now, to > from ? 'THRESHOLD_ROSE' : 'THRESHOLD_FELL', caseId, viewpoint, from, to],
    );
    if (to < from) continue;
    const purpose = viewpoint.split('/')[0] ?? '';
    const allowed = purposes.get(purpose)?.roles ?? [];
    const told = assigned.filter(
      (one) =>
        one.caseId === caseId &&
        viewpointKey(
          purpose,
          one.roles.filter((role) => allowed.includes(role)),
        ) === viewpoint,
    );
    for (const { member, reference } of told) {
      await write(
        tx,
        { event, member, reference },
        notBefore(thresholds.advice.notices, to, now),
        thresholds.advice.notices.onceWithinHours,
        now,
      );
    }
  }
}

/** Members of today to whom, or to whose team, these cases are assigned; each once a case. */
function findAssigned(tx: EntityManager, caseIds: readonly string[], now: Date): Promise<Assigned[]> {
  return tx.query(
    `select distinct m.issuer || '|' || m.subject as member, m.roles, c.id as "caseId", c.reference
     from case_assignment a join "case" c on c.id = a.case_id
     join member m on (a.team = any(m.teams) or a.member = m.issuer || '|' || m.subject)
       and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2)
     where a.case_id = any($1::uuid[])`,
    [caseIds, now],
  );
}

/** Once in so many hours for each person and case: a level that goes up and down is one piece of news. */
async function write(
  tx: EntityManager,
  { event, member, reference }: { event: string; member: string; reference: string },
  when: Date,
  hours: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into notice_outbox (id, event_id, member, subject, body, created_at, not_before)
     select $1, $2, $3, $4, $5, $6, $7
     where not exists (
       select from notice_outbox n join threshold_event earlier on earlier.id = n.event_id, threshold_event this
       where this.id = $2 and n.member = $3 and earlier.case_id = this.case_id and earlier.level_to >= this.level_to
         and n.created_at > $6::timestamptz - make_interval(hours => $8))`,
    [
      ...[randomUUID(), event, member, `Case ${reference}: a threshold was crossed`],
      `The advice on case ${reference}, for which you are responsible, has crossed a threshold. Sign in to read it.`,
      ...[now, when, hours],
    ],
  );
}
