import { Field, Float, Int, ObjectType } from 'type-graphql';
import { AgencyEnum } from '../child/enums';

@ObjectType({ description: 'How many of the people whom one agency tells of are known to be people of another agency too.' })
export class MatchRate {
  @Field(() => AgencyEnum)
  agency!: string;

  @Field(() => Int, { nullable: true, description: 'Left out when fewer than 5.' })
  people!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of these, linked for sure; left out when they, or the others, are from 1 to 4.',
  })
  linked!: number | null;

  @Field(() => Float, { nullable: true, description: 'Linked of all, 0 to 1; left out with `linked`.' })
  share!: number | null;
}
