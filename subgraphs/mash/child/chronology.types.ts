import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AgencyCode } from '../../registry';
import { PageInfo } from './page-info';
import { AgencyEnum, type Significance, SignificanceEnum, type SourceState, SourceStateEnum } from './enums';

@ObjectType({ description: "Something that happened, in its custodian's words." })
export class ChronologyEntry {
  @Field(() => ID, { description: "The custodian's public id of the record." })
  id!: string;

  @Field(() => GraphQLDate, { description: 'The day it happened, in England.' })
  date!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The moment, when the custodian knows it.' })
  at!: Date | null;

  @Field(() => String)
  kind!: string;

  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => String, { description: "Category of the custodian's agreement." })
  category!: string;

  @Field(() => String)
  headline!: string;

  @Field(() => SignificanceEnum)
  significance!: Significance;
}

@ObjectType()
export class ChronologyEdge {
  @Field(() => ChronologyEntry)
  node!: ChronologyEntry;

  @Field(() => String)
  cursor!: string;
}

@ObjectType({ description: 'An agency that gave nothing, and why: the chronology may lack what it holds.' })
export class ChronologyGap {
  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => SourceStateEnum)
  state!: SourceState;
}

@ObjectType()
export class ChronologyConnection {
  @Field(() => [ChronologyEdge])
  edges!: ChronologyEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Entries that you may see within the dates and agencies asked for.' })
  totalCount!: number;

  @Field(() => [ChronologyGap])
  gaps!: ChronologyGap[];
}
