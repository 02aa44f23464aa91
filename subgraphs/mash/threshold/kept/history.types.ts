import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AgencyCode } from '../../../registry';
import { AgencyEnum, enumOf } from '../../child/enums';
import { CHANGE_KINDS, type Change } from './changes';

const ChangeKindEnum = enumOf(CHANGE_KINDS);
registerEnumType(ChangeKindEnum, {
  name: 'ThresholdChangeKind',
  description:
    'FIRST: nothing was kept before. WITHDRAWN: its agency tells it no more. NOT_SHOWN: something that you may not read.',
});

@ObjectType({ description: 'One reason why an assessment differs from the one before it.' })
export class ThresholdChange {
  @Field(() => ChangeKindEnum)
  kind!: Change['kind'];

  @Field(() => AgencyEnum, { nullable: true })
  agency!: AgencyCode | null;

  @Field(() => String, { nullable: true, description: 'Code of the indicator catalogue.' })
  indicator!: string | null;
}

@ObjectType({ description: 'An assessment that differed from the one before it, as you would have been told it.' })
export class PastAssessment {
  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => Int)
  level!: number;

  @Field(() => Int)
  couldReach!: number;

  @Field(() => Boolean)
  complete!: boolean;

  @Field(() => String)
  modelVersion!: string;

  @Field(() => String)
  digest!: string;

  @Field(() => [ThresholdChange])
  changes!: ThresholdChange[];
}
