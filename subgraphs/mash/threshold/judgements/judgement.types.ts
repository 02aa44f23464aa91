import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../child/enums';
import { DEGREES, type Degree } from './judgement-store';

export const DegreeEnum = enumOf(DEGREES);
registerEnumType(DegreeEnum, { name: 'JudgedDegree' });

@ObjectType({ description: "What a professional judged of a carer's motivation and capacity to change, with the evidence." })
export class CarerJudgement {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'The carer, by the id that the household gives.' })
  carer!: string;

  @Field(() => DegreeEnum)
  motivation!: Degree;

  @Field(() => DegreeEnum)
  capacity!: Degree;

  @Field(() => String, { description: 'On what it rests.' })
  evidence!: string;

  @Field(() => GraphQLDate)
  judgedOn!: string;

  @Field(() => String, { description: 'Registry code of whoever employs those who judged; MASH for the hub.' })
  agency!: string;

  @Field(() => Boolean, { description: 'It counts today: recent enough, and none later.' })
  stands!: boolean;
}

@InputType({ description: 'A judgement of one carer of one child, through a case of yours.' })
export class CarerJudgementInput {
  @Field(() => ID)
  caseId!: string;

  @Field(() => ID, { description: 'The child, a subject of the case.' })
  child!: string;

  @Field(() => ID, { description: 'An adult of the child’s household.' })
  carer!: string;

  @Field(() => DegreeEnum)
  motivation!: Degree;

  @Field(() => DegreeEnum)
  capacity!: Degree;

  @Field(() => String)
  evidence!: string;

  @Field(() => GraphQLDate, { description: 'When it was judged: not in the future.' })
  judgedOn!: Date;
}
