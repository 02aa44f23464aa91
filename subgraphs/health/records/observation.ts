import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { shown } from './coded';

@ObjectType({ description: 'A measurement or finding, e.g. body weight.' })
@Entity('observation')
export class HealthObservation extends PublishedRow {
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  system!: string | null;

  @Column('text', { nullable: true })
  display!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'observed_on' })
  on!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  value!: string | null;

  @Field(() => String, { nullable: true, description: 'Unit as the source sends it (UCUM in FHIR).' })
  @Column('text', { nullable: true })
  unit!: string | null;

  @Field(() => CodedValue, { nullable: true })
  get observed(): CodedValue | null {
    return shown(this);
  }
}
