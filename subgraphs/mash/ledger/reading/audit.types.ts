import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../child/enums';
import type { UnusualCode } from './unusual';

export const UnusualCodeEnum = enumOf<UnusualCode>(['NO_CASE', 'OWN_SURNAME', 'OWN_POSTCODE', 'OUT_OF_HOURS', 'VOLUME']);
registerEnumType(UnusualCodeEnum, { name: 'UnusualCode' });

@ObjectType({ description: 'Why somebody should look at this look. It is no proof of anything.' })
export class UnusualReason {
  @Field(() => UnusualCodeEnum)
  code!: UnusualCode;

  @Field(() => String)
  why!: string;
}

@ObjectType({ description: 'A look that somebody should look at.' })
export class UnusualAccess {
  @Field(() => ID, { description: 'Of the ledger’s entry.' })
  id!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => ID)
  member!: string;

  @Field(() => String, { nullable: true })
  displayName!: string | null;

  @Field(() => String)
  agency!: string;

  @Field(() => Int, { description: 'How many people the answer was about.' })
  people!: number;

  @Field(() => [String], { description: 'References of the cases it went through.' })
  cases!: string[];

  @Field(() => [UnusualReason])
  reasons!: UnusualReason[];
}

@ObjectType({ description: 'Who looked at a person’s record, for that person: other people’s details are left out.' })
export class SubjectAccessPack {
  @Field(() => Int, { description: 'How many looks it lists.' })
  looks!: number;

  @Field(() => String, { description: 'The pack as JSON.' })
  json!: string;

  @Field(() => String, { description: 'The pack as a PDF, base64.' })
  pdf!: string;
}

@ObjectType({ description: 'How the ledger stands with one custodian.' })
export class LedgerWitness {
  @Field(() => String)
  custodian!: string;

  @Field(() => Int, { nullable: true, description: 'Entries that it has signed for; null: none yet.' })
  cosigned!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Compared with its own disclosure log up to here.' })
  comparedUntil!: Date | null;

  @Field(() => Int, { description: 'Disclosures that one log has and the other has not.' })
  differences!: number;

  @Field(() => Int, { description: 'Disclosures that came too late, or were not believed, and were not released.' })
  notReleased!: number;
}

@ObjectType({ description: 'How the ledger stands.' })
export class LedgerState {
  @Field(() => Int)
  entries!: number;

  @Field(() => Int, { description: 'Entries in the tree and signed for.' })
  sealed!: number;

  @Field(() => [LedgerWitness])
  witnesses!: LedgerWitness[];
}
