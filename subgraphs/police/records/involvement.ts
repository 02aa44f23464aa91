import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { InvolvementData } from '../../../importers/records/police';
import { PoliceInvolvementRole } from '../vocabulary';

/** One person's part in one incident. Only the record's own person is ever shown through it. */
@ObjectType({ description: "The part that the record's own person took in an incident." })
@Entity('involvement')
export class PoliceInvolvement extends PublishedRow {
  /** Key of the incident. */
  @Column('text')
  incident!: string;

  @Field(() => PoliceInvolvementRole, { nullable: true })
  @Column('text')
  role!: InvolvementData['role'];
}

/** Everybody else in an incident, counted. Who they are stays with the police: they are not the subject of the case. */
@ObjectType({ description: 'How many other people took a part in an incident; never who.' })
export class PoliceOthersInvolved {
  @Field(() => PoliceInvolvementRole, { nullable: true })
  role!: InvolvementData['role'];

  @Field(() => Int, { nullable: true })
  people!: number;
}
