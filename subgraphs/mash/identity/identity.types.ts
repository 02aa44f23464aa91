import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PROTECTIONS } from '../../../common/access/vocabulary';
import type { AgencyCode } from '../../registry';
import { AgencyEnum } from '../child/enums';

const enumOf = <T extends string>(words: readonly T[]) => Object.fromEntries(words.map((word) => [word, word])) as Record<T, T>;

export const NameUseEnum = enumOf(['USUAL', 'OFFICIAL', 'ALIAS', 'PREVIOUS'] as const);
export const SexEnum = enumOf(['M', 'F', 'U'] as const);
export const LifeStageEnum = enumOf(['CHILD', 'ADULT', 'UNBORN'] as const);
export const ProtectionEnum = enumOf(PROTECTIONS);

registerEnumType(NameUseEnum, { name: 'NameUse' });
registerEnumType(SexEnum, { name: 'Sex', description: 'DfE codes: M, F, U (unknown).' });
registerEnumType(LifeStageEnum, {
  name: 'LifeStage',
  description: 'By age where a date of birth is known: a child until the 18th birthday.',
});
registerEnumType(ProtectionEnum, {
  name: 'Protection',
  description: 'What must not be learned about a person: where they are, or who they are.',
});

@ObjectType({ description: 'A name by which one or more agencies know the person.' })
export class PersonName {
  @Field(() => [String])
  given!: readonly string[];

  @Field(() => String)
  family!: string;

  @Field(() => NameUseEnum)
  use!: keyof typeof NameUseEnum;

  @Field(() => [AgencyEnum], { description: 'Who says so, of the agencies that you may know to know this person.' })
  sources!: readonly AgencyCode[];
}

@ObjectType()
export class Statement {
  @Field(() => String)
  value!: string;

  @Field(() => [AgencyEnum], { description: 'Who says so, of the agencies that you may know to know this person.' })
  sources!: readonly AgencyCode[];
}

@ObjectType({ description: 'Something that agencies say differently of one person.' })
export class Disagreement {
  @Field(() => String, { description: 'dateOfBirth, expectedDate, sex or deceasedOn.' })
  fact!: string;

  @Field(() => [Statement])
  statements!: readonly Statement[];
}
