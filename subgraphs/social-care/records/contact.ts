import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { type ContactOutcome, SocialCareContactOutcome } from '../vocabulary';

/** Anything received about a child before anyone decides that it is a referral. Who sent it is protected by itself. */
@ObjectType({ description: 'Something received about a child, before anyone decided whether it is a referral.' })
@Entity('contact')
export class SocialCareContact extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  receivedOn!: string;

  @Column('text', { nullable: true })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'Narrative: may name places and other people.' })
  @Column('text', { nullable: true })
  reason!: string | null;

  @Field(() => SocialCareContactOutcome, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: ContactOutcome | null;

  @Field(() => CodedValue, { nullable: true, name: 'source', description: 'What kind of person or service sent it.' })
  get sourceShown(): CodedValue | null {
    return coded('cin.referral_source', this.source);
  }
}
