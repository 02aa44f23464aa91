import { registerEnumType } from 'type-graphql';
import type { AttendanceSessionsData, ExclusionData, SafeguardingConcernData } from '../../importers/records/education';

/** The lists of values that are ours, as they appear in the graph. Lists that others own are shown as a code with its label. */
type EnumOf<T extends string> = { readonly [K in T]: K };

export type TermName = AttendanceSessionsData['term'];
export type ExclusionKind = ExclusionData['category'];
export type ConcernCategory = SafeguardingConcernData['category'];

export const SchoolTermName: EnumOf<TermName> = { AUTUMN: 'AUTUMN', SPRING: 'SPRING', SUMMER: 'SUMMER' };
export const ExclusionCategory: EnumOf<ExclusionKind> = {
  SUSPENSION: 'SUSPENSION',
  PERMANENT: 'PERMANENT',
  LUNCHTIME: 'LUNCHTIME',
};
export const SafeguardingConcernCategory: EnumOf<ConcernCategory> = {
  NEGLECT: 'NEGLECT',
  PHYSICAL: 'PHYSICAL',
  EMOTIONAL: 'EMOTIONAL',
  SEXUAL: 'SEXUAL',
  EXPLOITATION: 'EXPLOITATION',
  DOMESTIC_ABUSE: 'DOMESTIC_ABUSE',
  MENTAL_HEALTH: 'MENTAL_HEALTH',
  SELF_HARM: 'SELF_HARM',
  HARMFUL_SEXUAL_BEHAVIOUR: 'HARMFUL_SEXUAL_BEHAVIOUR',
  ONLINE: 'ONLINE',
  RADICALISATION: 'RADICALISATION',
  HOME_CONDITIONS: 'HOME_CONDITIONS',
  OTHER: 'OTHER',
};

registerEnumType(SchoolTermName, {
  name: 'SchoolTermName',
  description: 'A term of the school year, as the school census counts them.',
});
registerEnumType(ExclusionCategory, {
  name: 'ExclusionCategory',
  description: 'A suspension (fixed term), a permanent exclusion, or a suspension for lunchtimes only.',
});
registerEnumType(SafeguardingConcernCategory, {
  name: 'SafeguardingConcernCategory',
  description: 'What a designated safeguarding lead recorded a concern as.',
});

/** DfE enrolment status (school census, D00083); the national code sets of the hub do not carry it. */
export const ENROLMENT_STATUS: Readonly<Record<string, string>> = {
  C: 'Current: on roll at this school only',
  M: 'Main: dual registered, mostly here',
  S: 'Subsidiary: dual registered, mostly elsewhere',
  G: 'Guest: attends some sessions, registered elsewhere',
  O: 'Other provider',
  F: 'Further education college',
};

/** Boarder codes of the school census. */
export const BOARDER: Readonly<Record<string, string>> = {
  B: 'Boarder',
  6: 'Boarder, six nights or fewer a week',
  7: 'Boarder, seven nights a week',
  N: 'Not a boarder',
};

export const TERM_WORDS: Readonly<Record<TermName, string>> = {
  AUTUMN: 'autumn',
  SPRING: 'spring',
  SUMMER: 'summer',
};

export const EXCLUSION_WORDS: Readonly<Record<ExclusionKind, string>> = {
  SUSPENSION: 'Suspended',
  PERMANENT: 'Permanently excluded',
  LUNCHTIME: 'Suspended for lunchtimes',
};

export const CONCERN_WORDS: Readonly<Record<ConcernCategory, string>> = {
  NEGLECT: 'neglect',
  PHYSICAL: 'physical harm',
  EMOTIONAL: 'emotional harm',
  SEXUAL: 'sexual harm',
  EXPLOITATION: 'exploitation',
  DOMESTIC_ABUSE: 'domestic abuse',
  MENTAL_HEALTH: 'mental health',
  SELF_HARM: 'self-harm',
  HARMFUL_SEXUAL_BEHAVIOUR: 'harmful sexual behaviour',
  ONLINE: 'online safety',
  RADICALISATION: 'radicalisation',
  HOME_CONDITIONS: 'home conditions',
  OTHER: 'another matter',
};
