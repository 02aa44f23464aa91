import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

/** Where a record came from: enough for its custodian to find it again. Shared by all subgraphs. */
@ObjectType({ description: 'Where a record came from, so that its custodian can find it again.' })
@Directive('@shareable')
export class Provenance {
  @Field(() => String, { nullable: true, description: 'The format or system it was published from.' })
  sourceSystem!: string | null;

  @Field(() => String, { nullable: true, description: 'The publication it came in.' })
  publication!: string | null;

  @Field(() => Int, { nullable: true, description: 'Row of the published file, from 1.' })
  row!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the agency received it.' })
  receivedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The organisation or role that recorded it, when the source says.' })
  recordedBy!: string | null;
}
