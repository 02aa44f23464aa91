import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { bind } from '../../../common/access/bound';
import { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import { knownAgencies, shownSources } from '../identity/known-agencies';
import { HouseholdMember, PostalAddress, Relationship } from './network.types';
import { findRelationships } from './relationships';

/** With whom a person lives and is related; the same fields on both concrete types. */
function networkFieldsOf(type: typeof Child | typeof Adult) {
  @Resolver(() => type)
  class NetworkResolver {
    @FieldResolver(() => [HouseholdMember], { nullable: true })
    household(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<HouseholdMember[]> {
      return householdOf(person, context);
    }

    @FieldResolver(() => [Relationship], { nullable: true })
    relationships(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<Relationship[]> {
      return relationshipsOf(person, context);
    }
  }
  return NetworkResolver;
}

/** Only those whom the case reaches: from a household member nobody walks on to another family. */
async function householdOf({ id, subject }: Child | Adult, context: HubContext): Promise<HouseholdMember[]> {
  const members = (await context.loaders.households.load(id)) ?? [];
  const reached = await context.views.within(
    subject,
    members.map(({ person }) => person),
  );
  const known = knownAgencies(subject, context);
  return members.flatMap((member) => {
    const person = reached.get(member.person);
    if (person === undefined) {
      return [];
    }
    const { relation, relationship, since } = member;
    const address = member.address && bind(Object.assign(new PostalAddress(), addressOf(member.address)), subject);
    const shown = { person, relation, relationship, since, address, sources: shownSources(member.sources, known) };
    return [bind(Object.assign(new HouseholdMember(), shown), subject)];
  });
}

async function relationshipsOf({ id, subject }: Child | Adult, context: HubContext): Promise<Relationship[]> {
  const loader = context.loaders.get('relationships', (ids: readonly string[]) => findRelationships(ids, context.database));
  const relationships = (await loader.load(id)) ?? [];
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

const addressOf = ({ lines, postcode, uprn }: { lines: readonly string[]; postcode?: string; uprn?: string }) => ({
  lines,
  postcode,
  uprn,
});

export const HouseholdResolver = networkFieldsOf(Child);
export const AdultHouseholdResolver = networkFieldsOf(Adult);
