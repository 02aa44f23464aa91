import type { Basis, Protection, Relation } from './subject';

/** The words an agreement may use, spelled once. Anything else in a policy file stops the start. */
export const ROLES = [
  'screening_officer',
  'mash_analyst',
  'decision_maker',
  'police_researcher',
  'health_navigator',
  'education_lead',
  'social_care_lead',
  'early_help_worker',
  'ig_auditor',
  'publisher',
] as const;

export const PURPOSES = [
  'SCREENING',
  'EARLY_HELP',
  'CHILD_IN_NEED',
  'SECTION_47',
  'LOOKED_AFTER',
  'DECISION_REVIEW',
  'AUDIT',
  'OWN_RECORDS',
] as const;

export const BASES: readonly Basis[] = ['PUBLIC_TASK', 'LEGAL_OBLIGATION', 'CONSENT', 'VITAL_INTERESTS'];
export const RELATIONS: readonly Relation[] = ['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'];
export const PROTECTIONS: readonly Protection[] = ['LOCATION', 'IDENTITY'];
/** Continuum of Need and Response: 1 universal, 2 additional, 3 child in need, 4 significant harm. */
export const LEVELS = [1, 2, 3, 4] as const;

/** Registry code of the hub's own agreement. */
export const HUB_CODE = 'MASH';

/** `SOCIAL_CARE` -> `social-care`: the name of an agency's files, tokens and rules. */
export const nameOf = (agency: string): string => agency.toLowerCase().replaceAll('_', '-');

/** `SOCIAL_CARE` -> `socialCare`: the field that an agency adds to `Child` and `Adult`. */
export const fieldOf = (agency: string): string =>
  agency.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
