import { BASES, LEVELS, PURPOSES, ROLES } from '../../common/access/vocabulary';
import type { Grant } from '../../common/access/subject';

/** What a case lets somebody ask: every role and purpose, with level, basis, relation and protection taking turns. */
export type Terms = Pick<Grant, 'roles' | 'purpose' | 'level' | 'basis' | 'relation' | 'protect'>;

const RELATIONS = ['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'] as const;
const PROTECTS: readonly Grant['protect'][] = [[], ['LOCATION'], ['IDENTITY'], ['LOCATION', 'IDENTITY']];

/**
 * A covering set: each role with each purpose at each level, and every value of the rest many times over.
 *
 * @param every of these only every how many'th.
 */
export function* allTerms(every = 1): Generator<Terms> {
  let turn = 0;
  for (const role of ROLES) {
    for (const purpose of PURPOSES) {
      for (const level of LEVELS) {
        const at = turn++;
        if (at % every > 0) continue;
        yield {
          roles: [role],
          purpose,
          level,
          basis: BASES[at % BASES.length] ?? 'PUBLIC_TASK',
          relation: RELATIONS[(at >> 1) % RELATIONS.length] ?? 'SUBJECT',
          protect: PROTECTS[at % 7 < 4 ? 0 : (at % 7) - 3] ?? [],
        };
      }
    }
  }
}
