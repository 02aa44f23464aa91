import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { DomesticAbuseData } from '../../../importers/records/police';
import { DashGrade, PoliceInvolvementRole } from '../vocabulary';
import type { PoliceIncident } from './incident';

/** The domestic abuse assessment of an incident. What the victim told the police is a category of its own in the agreement. */
@ObjectType({ description: 'A domestic abuse incident and its DASH assessment, as it concerns the person whose record this is.' })
@Entity('domestic_abuse')
export class DomesticAbuseIncident extends PublishedRow {
  /** Key of the incident. */
  @Column('text')
  incident!: string;

  @Field(() => Int, { nullable: true, description: 'DASH questions answered yes, 0 to 27.' })
  @Column('int', { nullable: true })
  dashScore!: number | null;

  @Field(() => DashGrade, { nullable: true })
  @Column('text')
  dashGrade!: DomesticAbuseData['dashGrade'];

  @Field(() => Boolean, { nullable: true, description: 'Non-fatal strangulation, as the victim told it.' })
  @Column('boolean', { nullable: true })
  strangulation!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  victimPregnant!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  childrenPresent!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Referred to the multi-agency risk assessment conference.' })
  @Column('boolean', { nullable: true })
  maracReferral!: boolean | null;

  /** The incident it assesses, reached through the record's own person; never stored here. */
  assessed?: PoliceIncident;

  @Field(() => GraphQLDateTime, { nullable: true })
  get occurredAt(): Date | null {
    return this.assessed?.occurredAt ?? null;
  }

  @Field(() => [PoliceInvolvementRole], { nullable: true, description: "The parts that the record's own person took." })
  get roles(): string[] {
    return (this.assessed?.ownInvolvement ?? []).map((involvement) => involvement.role);
  }
}
