import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { placeOf, Traceable } from '../../../common/publishing/traceable';
import type { HealthFlagData } from '../../../importers/records/health';
import { HealthFlagType, ProtectionInformation } from '../vocabulary';
import type { HealthCondition } from './condition';
import { shown } from './coded';

/** A flag on the record. FGM flags are shown apart, under a line of their own. */
@ObjectType({ description: 'A flag on the health record: CP-IS, safeguarding, reasonable adjustment.' })
@Entity('health_flag')
export class HealthFlag extends PublishedRow {
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  system!: string | null;

  @Column('text', { nullable: true })
  display!: string | null;

  @Field(() => HealthFlagType, { nullable: true })
  @Column('text')
  type!: HealthFlagData['type'];

  @Field(() => Boolean, { nullable: true })
  @Column('boolean')
  active!: boolean;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => ProtectionInformation, {
    nullable: true,
    description: 'For CP-IS: what local authority care or protection there is.',
  })
  @Column('text', { nullable: true })
  plan!: NonNullable<HealthFlagData['plan']> | null;

  @Field(() => String, {
    nullable: true,
    description: 'The local authority responsible; it tells where the child lives or lived.',
  })
  @Column('text', { nullable: true })
  authority!: string | null;

  @Field(() => CodedValue, { nullable: true })
  get finding(): CodedValue | null {
    return shown(this);
  }
}

@ObjectType({ description: 'What health records say about female genital mutilation: a flag or a coded finding.' })
export class FgmRecord extends Traceable {
  @Field(() => ID)
  id!: string;

  @Field(() => CodedValue, { nullable: true })
  finding!: CodedValue | null;

  @Field(() => Boolean, { nullable: true })
  active!: boolean;

  @Field(() => GraphQLDate, { nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  to!: string | null;

  static ofFlag(flag: HealthFlag): FgmRecord {
    const { id, active, from, to } = flag;
    return Object.assign(new FgmRecord(), { id, finding: shown(flag), active, from, to, ...placeOf(flag) });
  }

  static ofCondition(condition: HealthCondition): FgmRecord {
    const { id, on, abatedOn } = condition;
    const period = { active: abatedOn === null, from: on, to: abatedOn };
    return Object.assign(new FgmRecord(), { id, finding: shown(condition), ...period, ...placeOf(condition) });
  }
}
