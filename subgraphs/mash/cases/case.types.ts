import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { View } from '../../../common/access/subject';
import { BasisEnum, PurposeEnum } from '../child/enums';
import { PageInfo } from '../child/page-info';
import type { CaseAdvice } from './case-advice';
import { CaseStatusEnum } from './case-status';
import type { CaseRow, CaseStatus, Consent } from './case-store';

export const ConsentEnum = { GIVEN: 'GIVEN', REFUSED: 'REFUSED', NOT_SOUGHT: 'NOT_SOUGHT' } as const;
registerEnumType(ConsentEnum, {
  name: 'Consent',
  description: 'Of the family, to the service; not the basis in data protection.',
});

export const CaseOrderEnum = {
  NEWEST_FIRST: 'NEWEST_FIRST',
  OLDEST_FIRST: 'OLDEST_FIRST',
  HIGHEST_LEVEL_FIRST: 'HIGHEST_LEVEL_FIRST',
  HIGHEST_ADVICE_FIRST: 'HIGHEST_ADVICE_FIRST',
  RISING_FIRST: 'RISING_FIRST',
} as const;
export type CaseOrder = keyof typeof CaseOrderEnum;
registerEnumType(CaseOrderEnum, {
  name: 'CaseOrder',
  description:
    'Cases of one level: newest first. A case without a level comes last. HIGHEST_ADVICE_FIRST: by the advice, then by how far it could reach. RISING_FIRST: the advice that rose last.',
});

@ObjectType({ description: 'A contact or case: why some people may look at one child, and how far.' })
export class Case {
  /** Decides its fields: who reached the case, and for which purpose. It is about nobody in particular. */
  readonly subject: View;
  /** The advice on it, where the list that it came with read it already; null: there is none. */
  listed?: CaseAdvice | null;

  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'As staff write it, e.g. MASH-2026-000123.' })
  reference!: string;

  @Field(() => CaseStatusEnum)
  status!: CaseStatus;

  @Field(() => Int, { nullable: true, description: 'Level of need, 1 to 4; null until somebody has set it.' })
  level!: number | null;

  @Field(() => PurposeEnum)
  purpose!: string;

  @Field(() => BasisEnum)
  basis!: string;

  @Field(() => GraphQLDateTime)
  openedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  closedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When emergency access through it ends.' })
  endsAt!: Date | null;

  @Field(() => ConsentEnum, { nullable: true, description: 'What became of asking the family; null: nobody recorded it.' })
  consent!: Consent | null;

  @Field(() => [String])
  teams!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Why the contact was made, as it was put.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Why consent was not sought, or why the work goes on without it.' })
  consentReason!: string | null;

  constructor(row: CaseRow, subject: View) {
    const { id, reference, status, level, purpose, basis, openedAt, closedAt, endsAt, teams, ...words } = row;
    const { reason, consent, consentReason } = words;
    Object.assign(this, { id, reference, status, level, purpose, basis, openedAt, closedAt, endsAt, teams });
    Object.assign(this, { reason, consent, consentReason });
    this.subject = subject;
  }
}

@ObjectType()
export class CaseEdge {
  @Field(() => Case)
  node!: Case;

  @Field(() => String)
  cursor!: string;
}

@ObjectType()
export class CaseConnection {
  @Field(() => [CaseEdge])
  edges!: CaseEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Cases of the filter that you may see.' })
  totalCount!: number;
}

@InputType({ description: 'Every condition given must hold.' })
export class CaseFilter {
  @Field(() => CaseStatusEnum, { nullable: true })
  status?: CaseStatus | null;

  @Field(() => String, { nullable: true })
  team?: string | null;

  @Field(() => Int, { nullable: true })
  level?: number | null;

  @Field(() => PurposeEnum, { nullable: true })
  purpose?: string | null;

  @Field(() => Int, { nullable: true, description: 'The advice is at this level or above.' })
  advisedFrom?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The advice is at this level or above, or what is unknown could bring it there.',
  })
  couldReachFrom?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The advice rose after this moment, and did not fall since.' })
  roseAfter?: Date | null;
}
