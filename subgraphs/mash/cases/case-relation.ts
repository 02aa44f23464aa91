import type { DataSource } from 'typeorm';
import type { Protection, Relation } from '../../../common/access/subject';
import type { HubLoaders } from '../access/hub-loaders';
import { findSubjects } from './case-store';

/** How somebody relates to a case, and what must not be learned through their records. */
export interface CircleMember {
  readonly relation: Relation;
  readonly protect: readonly Protection[];
}

/** Everybody a case reaches, by hub id. */
export type Circle = ReadonlyMap<string, CircleMember>;

/**
 * The circles of these cases: their subjects, and the households of the subjects. It goes no further: a member's own
 * household counts only where a subject shares it. One person has one relation to a case, whichever way they are reached.
 */
export async function findCircles(
  caseIds: readonly string[],
  database: DataSource,
  loaders: Pick<HubLoaders, 'people' | 'homes'>,
): Promise<Map<string, Circle>> {
  const stored = await findSubjects(caseIds, database);
  const circles = await Promise.all([...stored].map(async ([id, people]) => [id, await circleOf(people, loaders)] as const));
  return new Map(circles);
}

async function circleOf(stored: readonly string[], loaders: Pick<HubLoaders, 'people' | 'homes'>): Promise<Circle> {
  // A case keeps the id it was opened with; the person may have been merged into another since.
  const known = await Promise.all(stored.map((id) => loaders.people.load(id)));
  const subjects = known.flatMap((person) => person?.id ?? []);
  const households = await Promise.all(subjects.map((id) => householdOf(id, loaders)));
  const circle = new Map<string, CircleMember>();
  const add = (person: string, { relation, protect }: CircleMember): void => {
    const earlier = circle.get(person);
    circle.set(person, {
      relation: earlier?.relation ?? relation,
      protect: [...new Set([...(earlier?.protect ?? []), ...protect])],
    });
  };
  for (const { subject, protect } of households) add(subject, { relation: 'SUBJECT', protect });
  for (const { members } of households) for (const member of members) add(member.person, member);
  return circle;
}

/** A subject and whoever lives with them. Where one of them lives must not be learned through the school or doctor of another. */
async function householdOf(subject: string, loaders: Pick<HubLoaders, 'people' | 'homes'>) {
  const { members: household = [], hides = false } = (await loaders.homes.load(subject)) ?? {};
  const own = await Promise.all([subject, ...household.map(({ person }) => person)].map((id) => loaders.people.load(id)));
  // Whoever hides there may be kept out of the household itself: that they live there is what must not be learned.
  const hidden = hides || own.some((person) => person?.protect.includes('LOCATION'));
  const protectionOf = (index: number): Protection[] => [
    ...(hidden ? (['LOCATION'] as const) : []),
    ...(own[index]?.protect ?? []).filter((protection) => protection !== 'LOCATION'),
  ];
  const members = household.map(({ person, relation }, index) => ({ person, relation, protect: protectionOf(index + 1) }));
  return { subject, protect: protectionOf(0), members };
}
