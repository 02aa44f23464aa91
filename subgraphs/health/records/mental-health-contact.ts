import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { Coded } from '../../../importers/records/health';
import { shownReason } from './coded';

@ObjectType({ description: 'One contact with a mental health service.' })
@Entity('mental_health_contact')
export class MentalHealthContact extends PublishedRow {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz', { name: 'contact_at' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The team; its name can tell where the person lives.' })
  @Column('text', { nullable: true })
  team!: string | null;

  @Field(() => String, { nullable: true, description: 'Where; it can tell where the person lives.' })
  @Column('text', { nullable: true })
  provider!: string | null;

  @Column('jsonb', { nullable: true })
  reason!: Coded | null;

  @Field(() => Boolean, { nullable: true, description: 'A crisis contact.' })
  @Column('boolean')
  crisis!: boolean;

  @Field(() => CodedValue, { nullable: true, name: 'reason', description: 'FGM and pregnancy stand in fields of their own.' })
  get reasonShown(): CodedValue | null {
    return shownReason(this.reason);
  }
}
