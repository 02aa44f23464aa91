import type { DataSource } from 'typeorm';
import type { Relation } from '../../../common/access/subject';
import type { HubLoaders } from '../access/hub-loaders';
import { findSubjects } from './case-store';

/** Everybody a case reaches, by hub id, with how each relates to it. */
export type Circle = ReadonlyMap<string, Relation>;

/**
 * The circles of these cases: their subjects, and the households of the subjects. It goes no further: a member's own
 * household counts only where a subject shares it. One person has one relation to a case, whichever way they are reached.
 */
export async function findCircles(
  caseIds: readonly string[],
  database: DataSource,
  loaders: Pick<HubLoaders, 'people' | 'households'>,
): Promise<Map<string, Circle>> {
  const stored = await findSubjects(caseIds, database);
  const circles = await Promise.all([...stored].map(async ([id, people]) => [id, await circleOf(people, loaders)] as const));
  return new Map(circles);
}

/** How these people relate to a case; whoever it does not reach is left out. */
export async function caseRelation(
  caseId: string,
  people: readonly string[],
  context: { readonly loaders: Pick<HubLoaders, 'circles'> },
): Promise<Map<string, Relation>> {
  const circle = await context.loaders.circles.load(caseId);
  return new Map(
    people.flatMap((person) => {
      const relation = circle?.get(person);
      return relation === undefined ? [] : [[person, relation] as const];
    }),
  );
}

async function circleOf(stored: readonly string[], loaders: Pick<HubLoaders, 'people' | 'households'>): Promise<Circle> {
  // A case keeps the id it was opened with; the person may have been merged into another since.
  const known = await Promise.all(stored.map((id) => loaders.people.load(id)));
  const subjects = known.flatMap((person) => person?.id ?? []);
  const households = await Promise.all(subjects.map((id) => loaders.households.load(id)));
  const circle = new Map<string, Relation>(subjects.map((subject) => [subject, 'SUBJECT']));
  for (const { person, relation } of households.flatMap((household) => household ?? [])) {
    if (!circle.has(person)) circle.set(person, relation);
  }
  return circle;
}
