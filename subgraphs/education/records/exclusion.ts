import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { ExclusionCategory, type ExclusionKind } from '../vocabulary';

@ObjectType({ description: 'A suspension or a permanent exclusion.' })
@Entity('exclusion')
export class Exclusion extends PublishedRow {
  @Field(() => ExclusionCategory, { nullable: true })
  @Column('text')
  category!: ExclusionKind;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Field(() => Int, { nullable: true, description: 'How many sessions (half days) it lasted.' })
  @Column('int', { nullable: true })
  sessions!: number | null;

  @Column('text', { array: true })
  reasons!: string[];

  /** SEN provision at the time. */
  @Column('text', { nullable: true })
  senProvision!: string | null;

  @Field(() => [CodedValue], { nullable: true, name: 'reasons', description: 'Up to three reasons, the school census codes.' })
  get reasonsShown(): CodedValue[] {
    return this.reasons.map((reason) => coded('edu.exclusion_reason', reason));
  }

  @Field(() => CodedValue, { nullable: true, name: 'senProvision', description: 'SEN provision when it was imposed.' })
  get senProvisionShown(): CodedValue | null {
    return coded('edu.sen_provision', this.senProvision);
  }
}
