import type { HubContext } from '../../context';
import { findOpenCasesAbout } from '../../cases/reachable-cases';

export interface CasesAbout {
  /** References, in the order in which they were opened. */
  readonly cases: readonly string[];
  readonly otherCases: number;
}

/** Open cases about these people under any id they ever had: those the caller may see, and how many others there are. */
export async function findCasesAbout(hubs: readonly string[], context: HubContext): Promise<CasesAbout> {
  const mine = await findOpenCasesAbout(hubs, context, context.database);
  const [all]: { count: number }[] = await context.database.query(
    `with recursive same (id) as (
       select unnest($1::uuid[]) union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
     select count(distinct c.id)::int as count from case_subject s join "case" c on c.id = s.case_id
     where c.status = 'OPEN' and s.person in (select id from same)`,
    [hubs],
  );
  return { cases: mine.map(({ reference }) => reference), otherCases: (all?.count ?? 0) - mine.length };
}
