import { bind } from '../../../common/access/bound';
import type { View } from '../../../common/access/subject';
import type { PersonAddress } from '../../../common/person';
import type { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import { knownAgencies, shownSources } from '../identity/known-agencies';
import { HouseholdMember, PostalAddress, Relationship } from './network.types';
import type { RelationType } from './relation-types';
import { findRelationships, type HubRelationship } from './relationships';
import { findSealed } from './sealed';

/** What a child is to an adult who has to do with them. */
const OF_A_CHILD: readonly RelationType[] = [
  'CHILD',
  'STEP_CHILD',
  'CHILD_OF_PARTNER',
  'CARED_FOR',
  'GRANDCHILD',
  'LIVES_WITH',
  'OTHER',
];

/** Only those whom the case reaches: from a household member nobody walks on to another family. */
export async function householdOf({ id, subject }: Child | Adult, context: HubContext): Promise<HouseholdMember[]> {
  const members = (await context.loaders.households.load(id)) ?? [];
  const reached = await context.views.within(
    subject,
    members.map(({ person }) => person),
  );
  const known = knownAgencies(subject, context);
  return members.flatMap((member) => {
    const person = reached.get(member.person);
    if (person === undefined) return [];
    const { relation, relationship, since, disputed } = member;
    const address = member.address && shownAddress(member.address, subject);
    const sources = shownSources(member.sources, known);
    const shown = { person, besides: id, relation, relationship, since, address, disputed, sources };
    return [bind(Object.assign(new HouseholdMember(), shown), subject)];
  });
}

export async function relationshipsOf(person: Child | Adult, context: HubContext): Promise<Relationship[]> {
  return shownRelationships(await loadRelationships(person.id, context), person.subject, context);
}

/**
 * Children other than the person looked at to whom agencies tie this adult; who they are only where the case reaches them. Not who the
 * person was before adoption, or is after it.
 */
export async function childrenOf(
  { person: adult, relation, besides }: HouseholdMember,
  context: HubContext,
): Promise<Relationship[] | null> {
  if (relation !== 'HOUSEHOLD_ADULT') return null;
  const loader = context.loaders.get('sealed', (ids: readonly string[]) => findSealed(ids, context.database));
  const sealed = await loader.load(besides);
  const ties = (await loadRelationships(adult.id, context)).filter(
    ({ type, person }) => OF_A_CHILD.includes(type) && person !== besides && !sealed?.has(person),
  );
  const people = await Promise.all(ties.map(({ person }) => context.loaders.people.load(person)));
  const children = ties.filter((_, index) => people[index] !== undefined && people[index]?.lifeStage !== 'ADULT');
  return shownRelationships(children, adult.subject, context);
}

async function loadRelationships(id: string, context: HubContext): Promise<HubRelationship[]> {
  const loader = context.loaders.get('relationships', (ids: readonly string[]) => findRelationships(ids, context.database));
  return (await loader.load(id)) ?? [];
}

async function shownRelationships(
  relationships: readonly HubRelationship[],
  subject: View,
  context: HubContext,
): Promise<Relationship[]> {
  const reached = await context.views.within(
    subject,
    relationships.map(({ person }) => person),
  );
  const known = knownAgencies(subject, context);
  return relationships.map(({ person, sources, ...said }) => {
    const shown = { ...said, person: reached.get(person) ?? null, sources: shownSources(sources, known) };
    return bind(Object.assign(new Relationship(), shown), subject);
  });
}

export function shownAddress({ lines, postcode, uprn }: PersonAddress, subject: View): PostalAddress {
  return bind(Object.assign(new PostalAddress(), { lines, postcode, uprn }), subject);
}
