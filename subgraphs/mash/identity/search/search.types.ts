import { GraphQLDate } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PersonName } from '../identity.types';

@InputType({ description: 'Any part of what is known; at least one key.' })
export class PersonSearch {
  @Field(() => String, { nullable: true, description: 'Given names, family name or both, in any order; spelling may differ.' })
  name?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Of birth; of an unborn child the expected date.' })
  dateOfBirth?: Date | null;

  @Field(() => String, { nullable: true, description: 'Of any address, also a former one.' })
  postcode?: string | null;

  @Field(() => String, { nullable: true })
  nhsNumber?: string | null;

  @Field(() => String, { nullable: true })
  upn?: string | null;

  @Field(() => Int, { nullable: true, description: 'At most so many, 1 to 50; 20 unless told.' })
  first?: number | null;
}

@ObjectType({ description: 'A child whom you may know to be known. Says neither where they live nor who knows them.' })
export class ChildMatch {
  @Field(() => ID)
  id!: string;

  @Field(() => [PersonName])
  names!: PersonName[];

  @Field(() => GraphQLDate, { nullable: true })
  dateOfBirth!: string | null;

  @Field(() => Float, { description: '0 to 1: how well what was searched for fits.' })
  score!: number;

  @Field(() => [String], { description: 'Which keys fit: name, dateOfBirth, postcode, nhsNumber, upn.' })
  matchedOn!: string[];
}
