import type { Subject } from '../access/subject';
import type { Registered } from './definition';

/** Which versions of which records a reader may meet: the same for everything that is reached through one subject. */
export interface Reach {
  /** Sealed rows too: for the custodian's own staff. No grant reaches them, whatever its case. */
  readonly sealedToo: boolean;
  /** The versions held at this instant; undefined: those held now. */
  readonly asKnownOn: Date | undefined;
}

export function reachOf(subject: Subject, registered: Pick<Registered, 'agency'>): Reach {
  const sealedToo = subject.kind === 'principal' && subject.agency === registered.agency;
  return { sealedToo, asKnownOn: subject.asKnownOn };
}

/** Tells loaders of one request apart that answer with different rows. */
export const reachKey = ({ sealedToo, asKnownOn }: Reach): string =>
  `${sealedToo ? 'sealed-too' : 'open'}/${asKnownOn === undefined ? 'now' : asKnownOn.getTime()}`;

/** Seconds since 1970, for `standing`: they reach years that PostgreSQL does not read as ISO 8601. Undefined for the present. */
export const instantOf = ({ asKnownOn }: Reach): number | undefined =>
  asKnownOn === undefined ? undefined : asKnownOn.getTime() / 1000;

/**
 * The one condition, in SQL, for rows that may be read at all: the version held at the instant, not retracted, and not sealed
 * unless this reader may see sealed rows. In the query itself, so that no filter, count or order ever meets the others.
 *
 * A retraction or a seal hides the earlier versions of the record as well, at any instant: it says that the content should
 * not have been there, so asking for the past is no way around it. A version published after a retraction is shown again.
 *
 * @param table as SQL names it, escaped.
 * @param alias of the table in the query.
 * @param parameter of the query that `instantOf` goes into; used for the past alone. A parameter, since a text with the instant
 *   in it would be another statement each time.
 */
export function standing(table: string, alias: string, { sealedToo, asKnownOn }: Reach, parameter: string): string {
  if (asKnownOn === undefined) {
    const current = `${alias}.known_to is null and ${alias}.retracted_at is null`;
    return sealedToo ? current : `${current} and not ${alias}.sealed`;
  }
  const instant = `to_timestamp(${parameter})`;
  const held = `${alias}.known_from <= ${instant} and (${alias}.known_to is null or ${alias}.known_to > ${instant})`;
  const hidden = sealedToo ? 'later.retracted_at is not null' : '(later.retracted_at is not null or later.sealed)';
  const same = `later.record_key = ${alias}.record_key and later.known_from >= ${alias}.known_from`;
  return `${held} and not exists (select 1 from ${table} later where ${same} and ${hidden})`;
}
