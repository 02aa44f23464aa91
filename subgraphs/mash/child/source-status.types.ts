import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { AgencyCode } from '../../registry';
import { AgencyEnum, type SourceState, SourceStateEnum } from './enums';

@ObjectType({ description: "One agency's answer to: do you know this person?" })
export class SourceStatus {
  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => SourceStateEnum)
  state!: SourceState;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the agency said so; if it did not answer, when it was last heard.',
  })
  asAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the agency last published anything.' })
  lastPublishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Set when unavailable: since when.' })
  since!: Date | null;
}
