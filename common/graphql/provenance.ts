import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

/** Where a record came from: enough for its custodian to find it again. Shared by all subgraphs. */
@ObjectType({
  description:
    'Where this version of a record came from, so that its custodian can find it again. While where or who the person is must be protected, only the source system is told: what came in one publication came from one place.',
})
@Directive('@shareable')
export class Provenance {
  @Field(() => String, { description: 'The agency and the format that it published the record in, e.g. police/police-v1.' })
  sourceSystem!: string;

  @Field(() => String, { nullable: true, description: "The publication it came in, as the agency's receipts name it." })
  publication!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Which file of the publication, from 1 in the order of its receipt; a file name can tell of a school or a person.',
  })
  file!: number | null;

  @Field(() => Int, { nullable: true, description: 'Row of that file, from 1; of a CSV file the header is row 1.' })
  row!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the agency received the publication.' })
  receivedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who published it: the opaque subject of their sign-in, never a name.' })
  recordedBy!: string | null;
}
