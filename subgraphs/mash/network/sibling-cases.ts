import type { View } from '../../../common/access/subject';
import { REACHABLE, reachParameters } from '../cases/reachable-cases';
import type { CaseStatus } from '../cases/case-store';
import type { HubContext } from '../context';
import { findRelationships } from './relationships';

/** A case about a brother or sister. */
export interface SiblingCase {
  /** Hub id of the sibling. */
  readonly sibling: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly level: number | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/**
 * Cases about brothers and sisters, stated or derived, besides the one through which is looked; of those that the reader may use
 * themselves: no other is even counted.
 */
export async function findSiblingCases({ person, caseId }: View, context: HubContext): Promise<SiblingCase[]> {
  const relationships = (await findRelationships([person], context.database)).get(person) ?? [];
  const siblings = relationships.filter(({ type }) => type === 'SIBLING').map((one) => one.person);
  if (siblings.length === 0) {
    return [];
  }
  return context.database.query(
    `with recursive same (id, sibling) as (
       select id, id from unnest($4::uuid[]) as given (id)
       union select r.from_hub, same.sibling from same join hub_person_redirect r on r.to_hub = same.id)
     select distinct same.sibling, c.reference, c.status, c.level, c.opened_at as "openedAt", c.closed_at as "closedAt"
     from ${REACHABLE} join case_subject s on s.case_id = c.id join same on same.id = s.person
     where c.id::text <> $5
     order by c.opened_at desc, c.reference`,
    [...reachParameters(context), [...new Set(siblings)], caseId],
  );
}
