import { GraphQLDate } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import type { HubPerson } from './compose-person';
import { Disagreement, LifeStageEnum, PersonName, ProtectionEnum, SexEnum } from './identity.types';
import { knownAgencies, shownSources } from './known-agencies';

/** Who a person is; the same fields on both concrete types, because rules stand on concrete types only. */
function identityFieldsOf(type: typeof Child | typeof Adult) {
  @Resolver(() => type)
  class IdentityResolver {
    @FieldResolver(() => [PersonName], { nullable: true, description: 'Usual names first.' })
    async names(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<PersonName[]> {
      const known = knownAgencies(person.subject, context);
      const { names = [] } = (await identityOf(person, context)) ?? {};
      return names.map((name) => Object.assign(new PersonName(), name, { sources: shownSources(name.sources, known) }));
    }

    @FieldResolver(() => GraphQLDate, { nullable: true })
    async dateOfBirth(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.dateOfBirth;
    }

    @FieldResolver(() => GraphQLDate, { nullable: true, description: 'Of an unborn child.' })
    async expectedDate(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.expectedDate;
    }

    @FieldResolver(() => LifeStageEnum, { nullable: true })
    async lifeStage(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.lifeStage;
    }

    @FieldResolver(() => SexEnum, { nullable: true })
    async sex(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.sex;
    }

    @FieldResolver(() => String, { nullable: true, description: 'Ten digits whose check digit holds.' })
    async nhsNumber(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.nhsNumber;
    }

    @FieldResolver(() => GraphQLDate, { nullable: true })
    async deceasedOn(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<string | undefined> {
      return (await identityOf(person, context))?.deceasedOn;
    }

    @FieldResolver(() => [Disagreement], {
      nullable: true,
      description: 'What agencies say differently; the single facts follow the one that sees documents most often.',
    })
    async disagreements(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<Disagreement[]> {
      const known = knownAgencies(person.subject, context);
      const { disagreements = [] } = (await identityOf(person, context)) ?? {};
      return disagreements.map(({ fact, statements }) => ({
        fact,
        statements: statements.map(({ value, sources }) => ({ value, sources: shownSources(sources, known) })),
      }));
    }

    @FieldResolver(() => [ProtectionEnum], {
      nullable: true,
      description: 'Handle with care: raised by any agency, it holds for all.',
    })
    protections(@Root() person: Child | Adult): readonly string[] {
      return person.subject.protect;
    }
  }
  return IdentityResolver;
}

function identityOf({ id }: Child | Adult, { loaders }: HubContext): Promise<HubPerson | undefined> {
  return loaders.people.load(id);
}

export const ChildIdentityResolver = identityFieldsOf(Child);
export const AdultIdentityResolver = identityFieldsOf(Adult);
