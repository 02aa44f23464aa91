import type { Decision } from '../../common/access/agreement';

/** Words for what agreements say in codes, as people of a MASH use them. */

type State = Decision['state'];

const ROLES: Readonly<Record<string, string>> = {
  screening_officer: 'A screening officer',
  mash_analyst: 'A MASH analyst',
  decision_maker: 'A decision maker',
  police_researcher: 'A police researcher',
  health_navigator: 'A health navigator',
  education_lead: 'An education lead',
  social_care_lead: 'A social care lead',
  early_help_worker: 'An early help worker',
  ig_auditor: 'The information governance auditor',
  publisher: 'A publishing system',
};

const CASES: Readonly<Record<string, string>> = {
  SCREENING: 'contacts being screened',
  EARLY_HELP: 'early help cases',
  CHILD_IN_NEED: 'child in need cases',
  SECTION_47: 'section 47 cases',
  LOOKED_AFTER: 'looked-after children’s cases',
  DECISION_REVIEW: 'decisions under review',
  AUDIT: 'audits',
};

const RELATIONS: Readonly<Record<string, string>> = {
  SUBJECT: 'the child of the case',
  HOUSEHOLD_CHILD: 'other children of the household',
  HOUSEHOLD_ADULT: 'adults of the household',
};

const BASES: Readonly<Record<string, string>> = {
  PUBLIC_TASK: 'public task',
  LEGAL_OBLIGATION: 'legal obligation',
  CONSENT: 'the family’s consent',
  VITAL_INTERESTS: 'vital interests',
};

const CHANGES: Readonly<Record<string, string>> = {
  'WITHHELD>CONTENT': 'will now see',
  'WITHHELD>EXISTENCE': 'will now know whether there is anything under',
  'EXISTENCE>CONTENT': 'will now see what until now they only knew to exist:',
  'CONTENT>EXISTENCE': 'will no longer see, and still know whether there is anything under,',
  'CONTENT>WITHHELD': 'will no longer see',
  'EXISTENCE>WITHHELD': 'will no longer know whether there is anything under',
};

export const roleName = (role: string): string => ROLES[role] ?? role;
/** `A health navigator` and `An education lead`: several of them as the subject of one sentence. */
export const rolesText = (roles: readonly string[]): string =>
  listed(roles.map((role, index) => (index === 0 ? roleName(role) : lowerFirst(roleName(role)))));
export const casesText = (purposes: readonly string[]): string => listed(purposes.map((one) => CASES[one] ?? one));
export const relationsText = (relations: readonly string[]): string => listed(relations.map((one) => RELATIONS[one] ?? one));
export const basesText = (bases: readonly string[]): string =>
  listed(
    bases.map((one) => BASES[one] ?? one),
    'or',
  );
export const changeText = (before: State, after: State): string => CHANGES[`${before}>${after}`] ?? 'will see as before';

/** `level 4`, `levels 2 and 3`. */
export const levelsText = (levels: readonly number[]): string =>
  `level${levels.length === 1 ? '' : 's'} ${listed(levels.map(String))}`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
