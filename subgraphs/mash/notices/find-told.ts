import type { EntityManager } from 'typeorm';
import { decide } from '../../../common/access/decide';
import type { Principal } from '../../../common/access/subject';
import { HUB_CODE } from '../../../common/access/vocabulary';
import type { HubSetup } from '../access/hub-context';
import { barredFor } from '../access/own-ties';
import { REACHABLE, reachParameters } from '../cases/reachable-cases';

/** Somebody who is to be written to about one event. */
export interface Told {
  readonly event: string;
  /** The level that was crossed to. */
  readonly to: number;
  readonly member: string;
  readonly reference: string;
}

/**
 * Whoever would find these events among their notices: the same line of the agreement, the same ways to a case, and nothing of one's
 * own people. A mail that went further would be a second way round each of them.
 */
export async function findTold(
  events: readonly string[],
  tx: EntityManager,
  { agreements, database, purposes }: Pick<HubSetup, 'agreements' | 'database' | 'purposes'>,
  now: Date,
): Promise<Told[]> {
  const agreement = agreements.get(HUB_CODE);
  if (agreement === undefined || events.length === 0) return [];
  const told: Told[] = [];
  for (const principal of await findAssigned(events, tx, now)) {
    if (decide(principal, agreement, 'notices', now).state !== 'CONTENT') continue;
    const reach = { principal, purposes, barred: await barredFor(principal.sub, database), now: () => now };
    const rows: Omit<Told, 'member'>[] = await tx.query(
      `select e.id as event, e.level_to as "to", c.reference
       from ${REACHABLE} join threshold_event e on e.case_id = c.id and e.viewpoint = way.viewpoint
       where c.status = 'OPEN' and e.id = any($4::bigint[]) order by e.id`,
      [...reachParameters(reach), events],
    );
    told.push(...rows.map((row) => ({ ...row, member: principal.sub })));
  }
  return told;
}

/** Members of today to whom, or to whose team, the cases of these events are assigned; each once. */
async function findAssigned(events: readonly string[], tx: EntityManager, now: Date): Promise<Principal[]> {
  const rows: Pick<Principal, 'sub' | 'agency' | 'roles' | 'teams'>[] = await tx.query(
    `select distinct m.issuer || '|' || m.subject as sub, m.agency, m.roles, m.teams
     from threshold_event e join case_assignment a on a.case_id = e.case_id
     join member m on (a.team = any(m.teams) or a.member = m.issuer || '|' || m.subject)
       and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2)
     where e.id = any($1::bigint[])`,
    [events, now],
  );
  return rows.map((row) => ({ kind: 'principal', ...row, rid: 'notices' }));
}
