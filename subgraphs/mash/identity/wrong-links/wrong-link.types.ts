import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A member who was shown two people as one, and has to be told, now that these are taken apart.' })
export class WrongLinkNotice {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'The decision that took the two apart.' })
  decision!: string;

  @Field(() => [ID], { description: 'The people as they are now.' })
  people!: readonly string[];

  @Field(() => ID)
  member!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, { description: 'Registry code of the employer, or MASH.' })
  agency!: string;

  @Field(() => GraphQLDateTime)
  firstAt!: Date;

  @Field(() => GraphQLDateTime)
  lastAt!: Date;

  @Field(() => Int)
  times!: number;

  @Field(() => [String], { description: 'References of the cases through which they were shown.' })
  cases!: readonly string[];

  @Field(() => [String], { description: 'What they were shown, as agency/category.' })
  categories!: readonly string[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: nobody has told them yet.' })
  toldAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The member who told them.' })
  toldBy!: string | null;

  @Field(() => String, { nullable: true })
  how!: string | null;
}
