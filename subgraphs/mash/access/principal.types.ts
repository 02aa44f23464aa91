import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Whoever is signed in, as the membership register knows them.' })
export class Principal {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, { description: 'Registry code of the employer, or MASH.' })
  agency!: string;

  @Field(() => [String])
  roles!: readonly string[];

  @Field(() => [String])
  teams!: readonly string[];
}

@ObjectType({ description: 'Somebody a case can be assigned to.' })
export class Colleague {
  @Field(() => ID, { description: 'Pass it to assignCase as `member`.' })
  id!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String)
  agency!: string;
}
