import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info';

/** What a custodian's own log says, for its own staff: categories and rules, never a value. The same types in every agency. */
@ObjectType({
  description: 'One look at what this agency holds of somebody, as the agency itself wrote it down before it answered.',
})
@Directive('@shareable')
export class Disclosure {
  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => String, { description: 'Who looked, as the hub calls them: opaque.' })
  member!: string;

  @Field(() => String, { description: 'Their employer.' })
  employer!: string;

  @Field(() => [String])
  roles!: string[];

  @Field(() => String, { description: 'Of the case; OWN_RECORDS for this agency’s own staff, who need none.' })
  purpose!: string;

  @Field(() => String, { nullable: true, description: 'Version of the agreement that was decided by.' })
  agreement!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Set when what was known at an earlier instant was asked for.' })
  asKnownOn!: Date | null;

  @Field(() => [String], { description: 'Categories of the agreement, in alphabetical order.' })
  released!: string[];

  @Field(() => [String], { description: 'Categories that were asked for and refused.' })
  withheld!: string[];
}

@ObjectType()
@Directive('@shareable')
export class DisclosureEdge {
  @Field(() => Disclosure)
  node!: Disclosure;

  @Field(() => String)
  cursor!: string;
}

@ObjectType({ description: 'Newest first.' })
@Directive('@shareable')
export class DisclosureConnection {
  @Field(() => [DisclosureEdge])
  edges!: DisclosureEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}
