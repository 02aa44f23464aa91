import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';

/** "Did not attend" is not used of children: somebody did not bring them. */
@ObjectType({ description: 'An appointment the child was not brought to (or that an adult did not keep).' })
@Entity('was_not_brought')
export class WasNotBroughtAppointment extends PublishedRow {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz', { name: 'due_at' })
  at!: Date;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  service!: string | null;

  @Field(() => String, { nullable: true, description: 'Where; it can tell where the person lives.' })
  @Column('text', { nullable: true })
  provider!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  reason!: string | null;
}
