import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: 'A pregnancy of this person.' })
@Entity('pregnancy')
export class Pregnancy extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true, description: 'Expected date of delivery.' })
  @Column('date', { nullable: true })
  expectedDate!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'When maternity care was booked.' })
  @Column('date', { nullable: true })
  bookedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: string | null;

  /** This agency's id of the unborn child, when it has a record of its own; never in the graph. */
  @Column('text', { nullable: true })
  unborn!: string | null;
}
