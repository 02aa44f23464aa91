import { GraphQLDateTime } from 'graphql-scalars';
import { Arg } from 'type-graphql';
import { subjectOf } from '../access/bound';
import type { Subject } from '../access/subject';
import { badInput } from '../errors';
import { londonDate } from '../time';

/** What the argument promises, in the schema of every agency. */
export const AS_KNOWN_ON =
  'Shows what the agency held at this instant. Who may see it is decided as of now, and what was retracted or sealed since stays hidden.';

/** The argument of a root field for the agency's own staff; on Child and Adult the kit writes it. */
export const AsKnownOn = (): ReturnType<typeof Arg> =>
  Arg('asKnownOn', () => GraphQLDateTime, { nullable: true, description: AS_KNOWN_ON });

/** Nobody held anything before; and PostgreSQL and the calendar of computers know different years before the first. */
const FIRST = new Date('1900-01-01T00:00:00Z');

/**
 * The subject through which records are read as they were held at an instant. It is another subject, so nothing that one
 * reading loads or decides is taken for the other's.
 *
 * @param asked as the caller gave it; nothing and null mean now.
 * @throws BAD_USER_INPUT for an instant in the future: what will be held then is not known.
 */
export function readAt<S extends Subject>(subject: S, asked: Date | null | undefined, now: Date): S {
  if (asked === undefined || asked === null) return subject;
  if (asked > now) throw badInput('asKnownOn is in the future: give an instant that has passed');
  return { ...subject, asKnownOn: asked < FIRST ? FIRST : asked };
}

/** The day in England on which facts are judged that change with time alone, e.g. whether a case is open. */
export const readingDay = (owner: object, context: { now(): Date }): string =>
  londonDate(subjectOf(owner)?.asKnownOn ?? context.now());
