import type { Grant } from '../../../../common/access/subject';

/** A grant in a section 47 case, held by an analyst, with these claims changed. */
export function caseGrant(aud: string, change: Partial<Grant> = {}): Grant {
  return {
    ...{ kind: 'grant', sub: 's', agency: 'MASH', roles: ['mash_analyst'], purpose: 'SECTION_47', caseId: 'c', level: 4 },
    ...{ basis: 'PUBLIC_TASK', relation: 'SUBJECT', protect: [], person: 'p', rid: 'r', aud, ids: ['1'], doubtful: false },
    ...change,
  } as Grant;
}

/** Each purpose of a case at the level at which it shows most. */
export const CASE_PURPOSES_OF_LEVELS: readonly Partial<Grant>[] = [
  { purpose: 'SCREENING', level: 4 },
  { purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' },
  { purpose: 'CHILD_IN_NEED', level: 4 },
  { purpose: 'SECTION_47', level: 4 },
  { purpose: 'LOOKED_AFTER', level: 4 },
  { purpose: 'DECISION_REVIEW', level: 4 },
  { purpose: 'AUDIT', level: 4 },
];
