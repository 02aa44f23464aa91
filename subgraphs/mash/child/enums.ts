import { registerEnumType } from 'type-graphql';
import { BASES, PURPOSES } from '../../../common/access/vocabulary';
import { AGENCIES } from '../../registry';

/** GraphQL enums of words that are spelled once elsewhere: the registry and the policy vocabulary. */
export const enumOf = <T extends string>(words: readonly T[]) =>
  Object.fromEntries(words.map((word) => [word, word])) as Record<T, T>;

export const AgencyEnum = enumOf(AGENCIES.map(({ agency }) => agency));
export const PurposeEnum = enumOf(PURPOSES);
export const BasisEnum = enumOf(BASES);

export const SOURCE_STATES = [
  'RECORDS_FOUND',
  'NO_RECORD_FOUND',
  'NOTHING_SHAREABLE',
  'NOT_LINKED',
  'WITHHELD',
  'UNAVAILABLE',
  'NOT_ASKED',
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];
export const SourceStateEnum = enumOf(SOURCE_STATES);

export const SIGNIFICANCES = ['ROUTINE', 'NOTABLE', 'SIGNIFICANT'] as const;
export type Significance = (typeof SIGNIFICANCES)[number];
export const SignificanceEnum = enumOf(SIGNIFICANCES);

registerEnumType(AgencyEnum, { name: 'Agency' });
registerEnumType(PurposeEnum, { name: 'Purpose', description: 'Why a record is looked at (policy/purposes.yaml).' });
registerEnumType(BasisEnum, { name: 'Basis', description: 'Lawful basis for sharing in a case.' });
registerEnumType(SignificanceEnum, { name: 'Significance' });
registerEnumType(SourceStateEnum, {
  name: 'SourceState',
  description: 'What an agency answered. Only NO_RECORD_FOUND reads as "nothing known".',
  valuesConfig: {
    RECORDS_FOUND: { description: 'It holds records whose existence you may know of.' },
    NO_RECORD_FOUND: { description: 'It holds none, and you may know whether it does in every respect.' },
    NOTHING_SHAREABLE: { description: 'Nothing it may share with you here; it may or may not hold records.' },
    NOT_LINKED: { description: 'It may know this person under an identity that is in doubt.' },
    WITHHELD: { description: 'Its agreement shares nothing with you in this case, whether or not it holds records.' },
    UNAVAILABLE: { description: 'It did not answer.' },
    NOT_ASKED: { description: 'It was not asked.' },
  },
});
