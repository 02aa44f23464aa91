import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { placeOf, Traceable } from '../../../common/publishing/traceable';
import { shown } from './coded';

/** A coded condition or finding. Those of concern for safeguarding, and those about FGM, are shown apart, under their own lines. */
@ObjectType({ description: 'A diagnosis or finding.' })
@Entity('condition')
export class HealthCondition extends PublishedRow {
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  system!: string | null;

  @Column('text', { nullable: true })
  display!: string | null;

  @Field(() => String, { nullable: true, description: 'Clinical status as the source sends it, e.g. active.' })
  @Column('text', { nullable: true })
  status!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  onsetOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  abatedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  recordedOn!: string | null;

  /** The source marks it as a safeguarding concern. */
  @Column('boolean')
  safeguarding!: boolean;

  @Field(() => CodedValue, { nullable: true })
  get condition(): CodedValue | null {
    return shown(this);
  }

  /** The day it is counted from. */
  get on(): string {
    return this.onsetOn ?? this.recordedOn ?? this.knownFrom.toISOString().slice(0, 10);
  }
}

@ObjectType({ description: 'A coded safeguarding concern, or a finding that bears on the care of a child.' })
export class HealthSafeguardingCode extends Traceable {
  @Field(() => ID)
  id!: string;

  @Field(() => CodedValue, { nullable: true })
  finding!: CodedValue | null;

  @Field(() => GraphQLDate, { nullable: true })
  on!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  endedOn!: string | null;

  static of(condition: HealthCondition): HealthSafeguardingCode {
    const { id, on, abatedOn } = condition;
    const finding = shown(condition);
    return Object.assign(new HealthSafeguardingCode(), { id, finding, on, endedOn: abatedOn, ...placeOf(condition) });
  }
}
