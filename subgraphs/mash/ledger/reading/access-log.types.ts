import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { PurposeEnum } from '../../child/enums';
import { PageInfo } from '../../child/page-info';

@ObjectType({ description: 'What one custodian released or withheld in one look: names of categories, never values.' })
export class CustodianShare {
  @Field(() => String, { description: 'Registry code of the custodian; MASH for what the hub itself keeps.' })
  custodian!: string;

  @Field(() => String, { description: 'Version of its agreement that it decided by.' })
  agreement!: string;

  @Field(() => [String])
  released!: string[];

  @Field(() => [String])
  withheld!: string[];
}

@ObjectType({ description: 'One look at a person’s record: who, when, through what, and what they were shown.' })
export class Access {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => String, { description: 'RESPONSE, SEARCH, SUBJECT_ACCESS, AUDIT_REPORT or BREAK_GLASS.' })
  kind!: string;

  @Field(() => ID, { description: 'Member of staff.' })
  member!: string;

  @Field(() => String, { nullable: true })
  displayName!: string | null;

  @Field(() => String, { description: 'Their employer.' })
  agency!: string;

  @Field(() => [String])
  roles!: string[];

  @Field(() => PurposeEnum, { nullable: true, description: 'Null when it was outside any purpose of a case.' })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: 'For the auditor only: an agency may not know of every case.' })
  caseReference!: string | null;

  @Field(() => [CustodianShare])
  shares!: CustodianShare[];
}

@ObjectType()
export class AccessEdge {
  @Field(() => Access)
  node!: Access;

  @Field(() => String)
  cursor!: string;
}

@ObjectType({ description: 'Newest first.' })
export class AccessConnection {
  @Field(() => [AccessEdge])
  edges!: AccessEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}
