import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AgencyCode } from '../../registry';
import { CaseStatusEnum } from '../cases/case-status';
import { AgencyEnum } from '../child/enums';
import { type Adult, type Child, Person } from '../child/person.types';
import { RELATION_TYPES, type RelationType } from './relation-types';

export const RelationTypeEnum = Object.fromEntries(RELATION_TYPES.map((type) => [type, type])) as Record<
  RelationType,
  RelationType
>;
export const HouseholdRelationEnum = { HOUSEHOLD_CHILD: 'HOUSEHOLD_CHILD', HOUSEHOLD_ADULT: 'HOUSEHOLD_ADULT' } as const;

registerEnumType(RelationTypeEnum, { name: 'RelationType', description: 'What the other is to the person looked at.' });
registerEnumType(HouseholdRelationEnum, { name: 'HouseholdRelation' });

const SOURCES = 'Who says so, of the agencies that you may know to know them.';

@ObjectType({ description: 'An address as an agency wrote it.' })
export class PostalAddress {
  @Field(() => [String])
  lines!: readonly string[];

  @Field(() => String, { nullable: true })
  postcode?: string;

  @Field(() => String, { nullable: true })
  uprn?: string;
}

@ObjectType({ description: 'Where agencies say that the person lives or lived.' })
export class DatedAddress {
  @Field(() => PostalAddress, { nullable: true, description: 'Null when anybody who lives there must not be found.' })
  address!: PostalAddress | null;

  @Field(() => GraphQLDate, { nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Null while it lasts.' })
  to!: string | null;

  @Field(() => Boolean)
  isCurrent!: boolean;

  @Field(() => Boolean, { description: 'True when another agency says that they live elsewhere now.' })
  disputed!: boolean;

  @Field(() => [AgencyEnum], { description: SOURCES })
  sources!: readonly AgencyCode[];
}

@ObjectType({ description: 'Another child whom an agency places, now or once, at an address of the person looked at.' })
export class ChildAtAddress {
  @Field(() => Person, { nullable: true, description: 'Null when this case does not reach them.' })
  child!: Child | Adult | null;

  @Field(() => GraphQLDate, { nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  to!: string | null;

  @Field(() => Boolean, { description: 'At the same time, as far as the dates tell.' })
  together!: boolean;

  @Field(() => [AgencyEnum], { description: SOURCES })
  sources!: readonly AgencyCode[];
}

@ObjectType({ description: 'Another case about a brother or sister, of those that you may use.' })
export class SiblingCase {
  @Field(() => Person, { nullable: true, description: 'Null when this case does not reach them.' })
  sibling!: Child | Adult | null;

  @Field(() => String)
  reference!: string;

  @Field(() => CaseStatusEnum)
  status!: keyof typeof CaseStatusEnum;

  @Field(() => Int, { nullable: true })
  level!: number | null;

  @Field(() => GraphQLDateTime)
  openedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  closedAt!: Date | null;
}

@ObjectType({ description: 'Somebody who lives with the person looked at, as far as the agencies tell and this case reaches.' })
export class HouseholdMember {
  @Field(() => Person)
  person!: Child | Adult;

  /** Hub id of the person looked at. */
  besides!: string;

  @Field(() => HouseholdRelationEnum)
  relation!: keyof typeof HouseholdRelationEnum;

  @Field(() => RelationTypeEnum, { nullable: true, description: 'Null when nobody said.' })
  relationship!: RelationType | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'From when they are known to live together.' })
  since!: string | null;

  @Field(() => PostalAddress, {
    nullable: true,
    description: 'Null when not known, or when anybody who lives there must not be found.',
  })
  address!: PostalAddress | null;

  @Field(() => Boolean, { description: 'True when another agency says that one of the two lives elsewhere.' })
  disputed!: boolean;

  @Field(() => [AgencyEnum], { description: SOURCES })
  sources!: readonly AgencyCode[];
}

@ObjectType({ description: 'What somebody is to the person looked at.' })
export class Relationship {
  @Field(() => Person, { nullable: true, description: 'Null when this case does not reach them.' })
  person!: Child | Adult | null;

  @Field(() => RelationTypeEnum)
  type!: RelationType;

  @Field(() => GraphQLDate, { nullable: true })
  since!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Null while it lasts.' })
  until!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the other holds parental responsibility, where an agency says.' })
  parentalResponsibility!: boolean | null;

  @Field(() => Boolean, {
    description: 'True when it follows from what agencies say (children of one parent) and none states it.',
  })
  derived!: boolean;

  @Field(() => Boolean, { description: 'True when agencies say different things of the two.' })
  disputed!: boolean;

  @Field(() => [AgencyEnum], { description: SOURCES })
  sources!: readonly AgencyCode[];
}
