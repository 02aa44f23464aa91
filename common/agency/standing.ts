import type { Subject } from '../access/subject';
import type { Registered } from './definition';

/**
 * The one condition, in SQL, for rows that may be read at all: the current version, not retracted, and not sealed unless
 * this reader may see sealed rows. In the query itself, so that no filter, count or order ever meets the others.
 *
 * @param alias of the table in the query.
 */
export function standing(alias: string, sealedToo: boolean): string {
  const current = `${alias}.known_to is null and ${alias}.retracted_at is null`;
  return sealedToo ? current : `${current} and not ${alias}.sealed`;
}

/** Sealed rows never leave the agency: no grant reaches them, whatever its case. */
export function seesSealed(subject: Subject, registered: Pick<Registered, 'agency'>): boolean {
  return subject.kind === 'principal' && subject.agency === registered.agency;
}
