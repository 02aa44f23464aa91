import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { PersonName } from '../../../common/person';
import type { AgencyPerson } from '../../../common/publishing/people';
import { placeOf, Traceable } from '../../../common/publishing/traceable';

@ObjectType({ description: 'A name the police hold.' })
export class PolicePersonName {
  @Field(() => String, { nullable: true, description: 'USUAL, OFFICIAL, ALIAS or PREVIOUS.' })
  use!: PersonName['use'];

  @Field(() => [String], { nullable: true })
  given!: readonly string[];

  @Field(() => String, { nullable: true })
  family!: string;
}

/** A nominal: who the police think this is. The nominal number itself stays with the police. */
@ObjectType({ description: 'The person as the police know them; one person may have more than one such record.' })
export class PolicePerson extends Traceable {
  @Field(() => ID)
  id!: string;

  @Field(() => [PolicePersonName], { nullable: true })
  names!: readonly PolicePersonName[];

  @Field(() => GraphQLDate, { nullable: true })
  dateOfBirth!: string | null;

  /** The nominal, for loading; not in the graph. */
  nominal!: string;

  static of(person: AgencyPerson): PolicePerson {
    return Object.assign(new PolicePerson(), {
      id: person.id,
      names: person.names,
      dateOfBirth: person.dateOfBirth ?? null,
      nominal: person.personId,
      ...placeOf(person),
    });
  }
}
