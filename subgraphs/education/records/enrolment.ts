import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { BOARDER, ENROLMENT_STATUS } from '../vocabulary';
import { described } from './described';

/** A pupil's place on the roll of a school. Which school it is can tell where a child is, so it stands in a category of its own. */
@ObjectType({ description: 'A place on the roll of a school.' })
@Entity('enrolment')
export class SchoolEnrolment extends PublishedRow {
  @Field(() => String, { nullable: true, description: 'The school as the source names it: a name, a URN or a local id.' })
  @Column('text')
  school!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while on roll.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Column('text', { nullable: true })
  status!: string | null;

  @Field(() => String, { nullable: true, description: 'National curriculum year, e.g. R, N1, 6.' })
  @Column('text', { nullable: true })
  year!: string | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  partTime!: boolean | null;

  @Column('text', { nullable: true })
  boarder!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'A parent or the school says the pupil is a young carer; empty is not "no".',
  })
  @Column('boolean', { nullable: true })
  youngCarer!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'A child of a member of the armed forces.' })
  @Column('boolean', { nullable: true })
  serviceChild!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Eligible for free school meals.' })
  @Column('boolean', { nullable: true })
  freeSchoolMeals!: boolean | null;

  @Field(() => CodedValue, { nullable: true, name: 'status', description: 'Enrolment status (DfE school census).' })
  get statusShown(): CodedValue | null {
    return described(ENROLMENT_STATUS, this.status);
  }

  @Field(() => CodedValue, { nullable: true, name: 'boarder' })
  get boarderShown(): CodedValue | null {
    return described(BOARDER, this.boarder);
  }

  /** On roll on this day. A place without dates stands until the school says otherwise. */
  isCurrent(today: string): boolean {
    return (this.from === null || this.from <= today) && (this.to === null || this.to >= today);
  }
}
