import 'reflect-metadata';
import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Agreement } from '../../common/access/agreement';
import { compileAgreement } from '../../common/access/compile-agreement';
import { AsKnownOn } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { events, rowsOf } from '../../common/agency/chronology';
import { type AgencyDefinition, AgencyRecord, type ChronologySource } from '../../common/agency/definition';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout, rowsWhere } from '../../common/agency/rows';
import { CodedValue, coded } from '../../common/codes';
import { PublishedRow } from '../../common/publishing/published-row';
import { recordTable } from '../../common/publishing/record-table';
import { peopleKinds } from '../../common/publishing/people';

/** A made-up agency, as small as one can be: a youth service that keeps attendances at sessions, and concerns. */

@ObjectType()
@Entity('attendance')
export class YouthAttendance extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  attendedOn!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  venue!: string;
}

@ObjectType()
@Entity('concern')
export class YouthConcern extends PublishedRow {
  /** Key of the attendance at which it was raised. */
  @Column('text')
  attendance!: string;

  @Column('text')
  sex!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  words!: string;

  @Field(() => CodedValue, { nullable: true })
  get sexOfChild(): CodedValue {
    return coded('dfe.sex', this.sex);
  }
}

@ObjectType()
export class YouthRecord extends AgencyRecord {}

@Resolver(() => YouthRecord)
export class YouthRecordResolver {
  @Query(() => YouthRecord, { nullable: true })
  youthRecord(
    @Arg('personId', () => ID) personId: string,
    @AsKnownOn() asKnownOn: Date | null,
    @Ctx() context: AgencyContext,
  ): Promise<YouthRecord | null> {
    return ownRecord(YouthRecord, personId, context, asKnownOn);
  }

  @FieldResolver(() => [YouthAttendance], { nullable: true })
  attendances(@Root() record: YouthRecord, @Ctx() context: AgencyContext): Promise<YouthAttendance[]> {
    return rowsAbout(record, YouthAttendance, context);
  }

  @FieldResolver(() => [YouthConcern], { nullable: true })
  concerns(@Root() record: YouthRecord, @Ctx() context: AgencyContext): Promise<YouthConcern[]> {
    return rowsAbout(record, YouthConcern, context);
  }

  @FieldResolver(() => String, { nullable: true })
  broken(): string {
    throw new Error('the password of Ada Example is in this message');
  }
}

@Resolver(() => YouthAttendance)
export class YouthAttendanceResolver {
  @FieldResolver(() => [YouthConcern], { nullable: true })
  concernsRaised(@Root() attendance: YouthAttendance, @Ctx() context: AgencyContext): Promise<YouthConcern[]> {
    return rowsWhere(attendance, YouthConcern, 'attendance', [attendance.recordKey], context);
  }
}

const TABLES = [
  recordTable('attendance', ['attended_on date not null', 'venue text not null'], 'Attendances at sessions'),
  recordTable('concern', ['attendance text not null', 'sex text not null', 'words text not null'], 'Concerns raised'),
];

class YouthTables1800000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap(({ up }) => up)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap(({ down }) => down)) await runner.query(statement);
  }
}

const entry = { significance: 'NOTABLE' } as const;

const chronology: readonly ChronologySource[] = [
  events(['attendance'], rowsOf(YouthAttendance), ({ id, attendedOn: date }) => ({
    ...entry,
    id,
    date,
    kind: 'attendance',
    category: 'attendance',
    headline: 'Came',
  })),
  events(['concerns'], rowsOf(YouthConcern), ({ id }) => ({
    ...entry,
    id,
    date: '2026-02-02',
    kind: 'concern',
    category: 'concerns',
    headline: 'Concern',
  })),
];

export const YOUTH = {
  agency: 'YOUTH',
  name: 'youth',
  field: 'youth',
  recordType: 'YouthRecord',
  title: 'the youth service',
} as const;

export const sampleAgency: AgencyDefinition = {
  registered: YOUTH,
  record: YouthRecord,
  resolvers: [YouthRecordResolver, YouthAttendanceResolver],
  kinds: [
    ...peopleKinds('attendance'),
    { kind: 'attendance', entity: YouthAttendance, category: 'attendance', occurredOn: 'attendedOn' },
    { kind: 'concern', entity: YouthConcern, category: 'concerns' },
  ],
  migrations: [YouthTables1800000000000],
  importers: [],
  chronology,
  signals: { load: async () => new Map<string, never>(), derive: () => [], indicators: [] },
};

/** Everybody at level 2 or above reads attendances; concerns from level 4, and from level 3 it may be known that there are some. */
export const SAMPLE_AGREEMENT = `
agency: YOUTH
version: '1'
title: Made up for tests
validFrom: '2020-01-01'
validUntil: '2099-12-31'
categories:
  attendance:
    title: Attendance
    fields: [Query.youthRecord, YouthRecord.attendances, YouthRecord.broken, YouthAttendance.id, YouthAttendance.provenance, YouthAttendance.attendedOn]
    content: [{ id: any, roles: [mash_analyst], purposes: [SECTION_47], fromLevel: 2, bases: [PUBLIC_TASK], relations: [SUBJECT, HOUSEHOLD_ADULT] }]
    existence: []
    own: [early_help_worker]
    threshold: full
    retention: { keep: 7 years, after: last-contact, basis: Made up }
    locating: false
    identifying: false
    tell: Ask the youth service.
    owner: Youth service manager
    reviewed: '2026-01-01'
  venue:
    title: Where
    fields: [YouthAttendance.venue]
    content: [{ id: any, roles: [mash_analyst], purposes: [SECTION_47], fromLevel: 2, bases: [PUBLIC_TASK], relations: [SUBJECT] }]
    existence: []
    own: [early_help_worker]
    threshold: none
    locating: true
    identifying: false
    tell: Ask the youth service.
    owner: Youth service manager
    reviewed: '2026-01-01'
  concerns:
    title: Concerns
    fields:
      [YouthRecord.concerns, YouthAttendance.concernsRaised, YouthConcern.id, YouthConcern.words, YouthConcern.sexOfChild, YouthConcern.provenance]
    content: [{ id: four, roles: [mash_analyst], purposes: [SECTION_47], fromLevel: 4, bases: [PUBLIC_TASK], relations: [SUBJECT] }]
    existence: [{ id: three, roles: [mash_analyst], purposes: [SECTION_47], fromLevel: 3, bases: [PUBLIC_TASK], relations: [SUBJECT] }]
    own: []
    threshold: full
    retention: { keep: 7 years, after: person-18th-birthday, basis: Made up }
    locating: false
    identifying: false
    tell: Ask the youth service.
    owner: Youth service manager
    reviewed: '2026-01-01'
`;

export const sampleAgreement = (text = SAMPLE_AGREEMENT): Agreement => compileAgreement(text, 'youth.yaml');
