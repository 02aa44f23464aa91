import { AGENCIES } from '../../../registry';
import type { HubContext } from '../../context';
import { findCasesAbout } from './cases-about';
import type { ReviewRow } from './list-reviews';
import type { PersonRecord } from './person-records';
import type { LinkConsequences } from './review.types';

/** What linking the two of each row would change: the id, whom an open case would reach, and at which agencies. */
export async function consequencesOf(
  rows: readonly ReviewRow[],
  people: ReadonlyMap<string, readonly PersonRecord[]>,
  context: HubContext,
): Promise<LinkConsequences[]> {
  const hubs = [...new Set(rows.flatMap(({ leftHub, rightHub }) => [leftHub, rightHub]))];
  const ages = await findAges(hubs, context);
  const about = await Promise.all(rows.map(({ leftHub, rightHub }) => findCasesAbout([leftHub, rightHub], context)));
  return rows.map(({ leftHub, rightHub }, index) => {
    const [left, right] = [leftHub, rightHub].map(
      (hub) => new Set((people.get(hub) ?? []).filter(({ visible }) => visible).map(({ agency }) => agency)),
    ) as [Set<string>, Set<string>];
    const { cases, otherCases } = about[index] ?? { cases: [], otherCases: 0 };
    return {
      keptId: (ages.get(leftHub) ?? 0) <= (ages.get(rightHub) ?? 0) ? leftHub : rightHub,
      agencies: AGENCIES.filter(({ name }) => left.has(name) !== right.has(name)).map(({ agency }) => agency),
      cases,
      otherCases,
    };
  });
}

async function findAges(hubs: readonly string[], { database }: HubContext): Promise<Map<string, number>> {
  const rows: { id: string; age: string }[] = await database.query('select id, age from hub_person where id = any($1::uuid[])', [
    hubs,
  ]);
  return new Map(rows.map(({ id, age }) => [id, Number(age)]));
}
