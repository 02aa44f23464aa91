import 'reflect-metadata';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { KitContext } from '../../agency/person-field';
import type { AgencyDefinition, Registered } from '../../agency/definition';
import { Publication, PublicationConnection, PublicationProblemConnection, PublicationState } from './publication.types';
import { publishRecords, retractRecord } from './publish-records';
import { listProblems, listPublications, type PublicationFields, readPublication } from './read-publications';
import { DataQuality } from './data-quality.types';
import { type QualityKind, readDataQuality } from './data-quality';

@Resolver(() => Publication)
class PublicationResolver {
  @FieldResolver(() => PublicationProblemConnection)
  problems(
    @Root() publication: PublicationFields,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: KitContext,
  ): Promise<PublicationProblemConnection> {
    return listProblems(publication, first, after, context);
  }
}

/** One class for each agency, however often its schema is built: type-graphql remembers every class that it is shown. */
const made = new Map<string, readonly Function[]>();

/**
 * The root fields of publishing, the same in every agency under its own name: `policePublications`, `publishPolice`. None for an
 * agency that takes no format.
 */
export function publishingResolvers({ registered, importers, kinds, records }: AgencyDefinition): readonly Function[] {
  if (importers.length === 0) return [];
  const known = made.get(registered.name);
  if (known !== undefined) return known;
  const resolvers = [
    PublicationResolver,
    readingResolver(registered, kinds),
    ...(records === undefined ? [] : [publishResolver(registered, records.format)]),
    retractResolver(registered),
  ];
  made.set(registered.name, resolvers);
  return resolvers;
}

/** `socialCare` -> `SocialCare` */
const capital = (field: string): string => field.charAt(0).toUpperCase() + field.slice(1);

function readingResolver({ field, title }: Registered, kinds: readonly QualityKind[]): Function {
  @Resolver()
  class PublicationsResolver {
    @Query(() => PublicationConnection, {
      name: `${field}Publications`,
      nullable: true,
      description: `What was published for ${title}, newest first.`,
    })
    publications(
      @Arg('first', () => Int, { nullable: true }) first: number | undefined,
      @Arg('after', () => String, { nullable: true }) after: string | undefined,
      @Arg('format', () => String, { nullable: true }) format: string | undefined,
      @Arg('state', () => PublicationState, { nullable: true }) state: string | undefined,
      @Ctx() context: KitContext,
    ): Promise<PublicationConnection> {
      return listPublications({ first, after, format, state }, context);
    }

    @Query(() => Publication, { name: `${field}Publication`, nullable: true, description: `One publication for ${title}.` })
    publication(@Arg('id', () => ID) id: string, @Ctx() context: KitContext): Promise<PublicationFields | null> {
      return readPublication(id, context);
    }

    @Query(() => [DataQuality], {
      name: `${field}DataQuality`,
      nullable: true,
      description: `How good the data are that were published for ${title}, format by format.`,
    })
    dataQuality(@Ctx() context: KitContext): Promise<DataQuality[]> {
      return readDataQuality(kinds, context);
    }
  }
  return PublicationsResolver;
}

function publishResolver({ field, title }: Registered, format: string): Function {
  @Resolver()
  class PublishResolver {
    @Mutation(() => Publication, {
      name: `publish${capital(field)}`,
      nullable: true,
      description: `Publishes up to 1,000 records for ${title}, each as a line of ${format}. The same records under the same key are published once.`,
    })
    async publish(
      @Arg('records', () => [GraphQLJSONObject]) records: object[],
      @Arg('idempotencyKey', () => String) idempotencyKey: string,
      @Ctx() context: KitContext,
    ): Promise<PublicationFields | null> {
      return readPublication(await publishRecords(format, records, idempotencyKey, context), context);
    }
  }
  return PublishResolver;
}

function retractResolver({ field, title }: Registered): Function {
  @Resolver()
  class RetractResolver {
    @Mutation(() => Publication, {
      name: `retract${capital(field)}`,
      nullable: true,
      description:
        `Hides a record of ${title} and its signals from everyone at once; it is kept with the reason. ` +
        'Give its key or its id. Publishing it again, in another file or under another idempotency key, opens it again.',
    })
    async retract(
      @Arg('kind', () => String) kind: string,
      @Arg('key', () => String, { nullable: true }) key: string | undefined,
      @Arg('id', () => ID, { nullable: true }) id: string | undefined,
      @Arg('reason', () => String) reason: string,
      @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | undefined,
      @Ctx() context: KitContext,
    ): Promise<PublicationFields | null> {
      return readPublication(await retractRecord({ kind, key, id, reason }, idempotencyKey, context), context);
    }
  }
  return RetractResolver;
}
