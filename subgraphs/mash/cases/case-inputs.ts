import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { Basis } from '../../../common/access/subject';
import { BasisEnum, PurposeEnum } from '../child/enums';
import { CaseFilter, type CaseOrder, CaseOrderEnum } from './case.types';

@ArgsType()
export class CasesArguments {
  @Field(() => CaseFilter, { nullable: true })
  filter?: CaseFilter | null;

  @Field(() => CaseOrderEnum, { defaultValue: CaseOrderEnum.NEWEST_FIRST })
  orderBy!: CaseOrder;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@InputType({ description: 'Anything received about a child, before anyone decides what it is.' })
export class ContactInput {
  @Field(() => [ID], { description: 'Children, by the ids a search gave.' })
  subjects!: string[];

  @Field(() => PurposeEnum)
  purpose!: string;

  @Field(() => BasisEnum)
  basis!: Basis;

  @Field(() => Int, { nullable: true, description: 'Level of need, 1 to 4; may be set later where the purpose allows.' })
  level?: number | null;

  @Field(() => String, { description: 'Why the contact was made.' })
  reason!: string;

  @Field(() => String, { description: 'The team that takes it.' })
  team!: string;
}

@ArgsType()
export class AssignCaseArguments {
  @Field(() => ID)
  caseId!: string;

  @Field(() => String, { nullable: true })
  team?: string | null;

  @Field(() => ID, { nullable: true, description: 'A colleague, by id.' })
  member?: string | null;

  @Field(() => Int, { nullable: true })
  level?: number | null;

  @Field(() => PurposeEnum, { nullable: true })
  purpose?: string | null;

  @Field(() => BasisEnum, { nullable: true })
  basis?: Basis | null;
}
