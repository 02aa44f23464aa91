import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { Basis } from '../../../common/access/subject';
import { BasisEnum, PurposeEnum } from '../child/enums';
import type { Consent } from './case-store';
import { CaseFilter, type CaseOrder, CaseOrderEnum, ConsentEnum } from './case.types';

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

  @Field(() => ConsentEnum, { nullable: true, description: 'Needed at level 4. GIVEN is what the basis CONSENT means.' })
  consent?: Consent | null;

  @Field(() => String, { nullable: true, description: 'Needed where consent was not sought at level 4, or was refused.' })
  consentReason?: string | null;
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

  @Field(() => ConsentEnum, { nullable: true, description: 'Needed where the case reaches level 4 and it is not recorded yet.' })
  consent?: Consent | null;

  @Field(() => String, { nullable: true, description: 'Needed where consent was not sought at level 4, or was refused.' })
  consentReason?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the assignment ends; it has no end unless told.' })
  until?: Date | null;
}
