import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import { type ConcernCategory, SafeguardingConcernCategory } from '../vocabulary';

/** What a designated safeguarding lead wrote down (Keeping children safe in education). The child's own words are in the narrative. */
@ObjectType({ description: "A designated safeguarding lead's record of a concern." })
@Entity('safeguarding_concern')
export class SafeguardingConcern extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  raisedOn!: string;

  @Field(() => SafeguardingConcernCategory, { nullable: true })
  @Column('text')
  category!: ConcernCategory;

  @Field(() => Boolean, { nullable: true, description: 'The child said it themselves.' })
  @Column('boolean', { nullable: true })
  disclosure!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Narrative: may name places and other people.' })
  @Column('text')
  summary!: string;

  @Field(() => String, { nullable: true, description: 'What was done; narrative.' })
  @Column('text', { nullable: true })
  action!: string | null;
}
