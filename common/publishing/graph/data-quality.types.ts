import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'One publication of a format, to show which way its quality goes.' })
@Directive('@shareable')
export class DataQualityPoint {
  @Field(() => ID)
  publication!: string;

  @Field(() => GraphQLDateTime)
  receivedAt!: Date;

  @Field(() => Int)
  rows!: number;

  @Field(() => Float, { nullable: true, description: 'Rows that were not rejected, of all that were read, 0 to 1.' })
  acceptedShare!: number | null;
}

@ObjectType({
  description:
    'How good the data of one format are. A share from which a number of 1 to 4 people could be worked out is left out. How many of the people other agencies know too, only the hub can say: `matchRates`.',
})
@Directive('@shareable')
export class DataQuality {
  @Field(() => String)
  format!: string;

  @Field(() => Int, { description: 'Those that are complete.' })
  publications!: number;

  @Field(() => Float, { description: 'Rows read in all of them; a whole number.' })
  rows!: number;

  @Field(() => Float, { nullable: true, description: 'Rows that were not rejected, of all that were read, 0 to 1.' })
  acceptedShare!: number | null;

  @Field(() => Int, { nullable: true, description: 'People whom this format tells of now; left out when fewer than 5.' })
  people!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of these people, 0 to 1, who have a valid NHS number.' })
  withNhsNumber!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same for a valid unique pupil number.' })
  withUpn!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same for a valid postcode.' })
  withPostcode!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same for a date of birth.' })
  withDateOfBirth!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days from what happened to its first receipt, where both are known: the median of at least 5 records.',
  })
  timeliness!: number | null;

  @Field(() => [DataQualityPoint], { description: 'The last 12 publications, in the order in which they were received.' })
  trend!: DataQualityPoint[];
}
