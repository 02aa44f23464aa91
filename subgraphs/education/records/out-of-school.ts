import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: 'A period of elective home education.' })
@Entity('home_education')
export class HomeEducation extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from' })
  from!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it lasts.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "The local authority's view; empty until it has one (Education Act 1996 s437).",
  })
  @Column('boolean', { nullable: true })
  suitable!: boolean | null;

  @Field(() => String, { nullable: true, description: "The parent's reason; narrative." })
  @Column('text', { nullable: true })
  reason!: string | null;
}

@ObjectType({
  description: 'A period in which the child was in no school and no suitable education otherwise (Education Act 1996 s436A).',
})
@Entity('missing_education')
export class MissingEducation extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from' })
  from!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it lasts.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'Narrative: often says where a family went.' })
  @Column('text', { nullable: true })
  reason!: string | null;
}
