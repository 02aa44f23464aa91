import { badInput } from '../../../common/errors';
import { reportOwn } from '../access/own-ties';
import type { HubContext } from '../context';
import { isId, NOBODY } from '../cases/case-store';
import { claimsOf, findOpenCasesAbout, findReachableCase, type ReachableCase } from '../cases/reachable-cases';
import type { Child } from './person.types';

export interface ChildQuery {
  readonly id: string;
  readonly purpose: string;
  readonly caseId?: string | null;
}

/**
 * A child through a case of the caller's: open, for this purpose, about this child or their household.
 *
 * Absent, unknown and not theirs to know are one answer, and take the same work.
 *
 * @throws BAD_USER_INPUT when several of their cases would do: each may show something else.
 */
export async function findChild({ id, purpose, caseId }: ChildQuery, context: HubContext): Promise<Child | null> {
  const reach = { ...context, purpose };
  const asked = isId(id) ? id : NOBODY;
  const other = await findSomebody(asked, context);
  const [person, somebody] = await Promise.all([asked, other].map((one) => context.loaders.people.load(one)));
  const candidates =
    caseId === undefined || caseId === null
      ? await findCasesAround((person ?? somebody)?.id ?? asked, reach, context)
      : await findNamedCase(caseId, reach, context);
  const reached = await Promise.all(
    candidates.map((row) => context.views.child(person === undefined ? other : asked, claimsOf(row, reach))),
  );
  const children = person === undefined ? [] : reached.filter((child) => child !== undefined);
  if (children.length > 1) throw badInput('caseId: you hold several cases with this child for this purpose; name one');
  if (children.length === 0) await reportOwn('CHILD', [person?.id], context);
  return children[0] ?? null;
}

/**
 * Somebody there is, about whom the same is asked in place of an id that nobody has: finding a household takes time, and time would
 * tell that there is one.
 */
async function findSomebody(asked: string, { database }: HubContext): Promise<string> {
  const rows: { hub: string }[] = await database.query(
    `(select hub::text from agency_person where hub >= $1::uuid and identity is not null order by hub limit 1)
     union all (select hub::text from agency_person where identity is not null order by hub limit 1)`,
    [asked],
  );
  return rows[0]?.hub ?? NOBODY;
}

async function findCasesAround(
  person: string,
  reach: Parameters<typeof findOpenCasesAbout>[1],
  { loaders, database }: HubContext,
): Promise<ReachableCase[]> {
  const household = (await loaders.households.load(person)) ?? [];
  return findOpenCasesAbout([person, ...household.map((member) => member.person)], reach, database);
}

async function findNamedCase(
  caseId: string,
  reach: Parameters<typeof findReachableCase>[1],
  context: HubContext,
): Promise<ReachableCase[]> {
  const row = await findReachableCase(isId(caseId) ? caseId : NOBODY, reach, context.database);
  return row?.status === 'OPEN' ? [row] : [];
}
