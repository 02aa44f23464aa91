import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: 'One arrest and what came of it.' })
@Entity('custody')
export class CustodyEvent extends PublishedRow {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz')
  arrestedAt!: Date;

  @Field(() => String, { nullable: true })
  @Column('text')
  offence!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  disposal!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether an appropriate adult attended; required for anyone under 18.' })
  @Column('boolean', { nullable: true })
  appropriateAdult!: boolean | null;
}
