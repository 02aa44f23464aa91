import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { LinkExposure } from '../review/decision.types';

@ObjectType({ description: 'A member who was shown two people as one, and has to be told, now that these are taken apart.' })
export class WrongLinkNotice extends LinkExposure {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'The decision that took the two apart.' })
  decision!: string;

  @Field(() => [ID], { description: 'The people as they are now.' })
  people!: readonly string[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: nobody has told them yet.' })
  toldAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The member who told them.' })
  toldBy!: string | null;

  @Field(() => String, { nullable: true })
  how!: string | null;
}
