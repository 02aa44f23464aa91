import { GraphQLDateTime } from 'graphql-scalars';
import { Arg } from 'type-graphql';
import { subjectOf } from '../access/bound';
import { badInput } from '../errors';
import { londonDate } from '../time';

/** What the argument promises, in the schema of every agency. */
export const AS_KNOWN_ON =
  'Shows what the agency held at this instant. Who may see it is decided as of now, and what was retracted or sealed since stays hidden.';

/** The argument of a root field for the agency's own staff; on Child and Adult the kit writes it. */
export const AsKnownOn = (): ParameterDecorator =>
  Arg('asKnownOn', () => GraphQLDateTime, { nullable: true, description: AS_KNOWN_ON });

/**
 * The part of a subject that says when its records are read.
 *
 * @param asked as the caller gave it; nothing and null mean now.
 * @throws BAD_USER_INPUT for an instant that is not over: what will be held then is not known.
 */
export function readAt(asked: Date | null | undefined, now: Date): { readonly asKnownOn?: Date } {
  if (asked === undefined || asked === null) return {};
  if (asked > now) throw badInput('asKnownOn is in the future: give an instant that has passed');
  return { asKnownOn: asked };
}

/** The day in England on which facts are judged that change with time alone, e.g. whether a case is open. */
export const readingDay = (owner: object, context: { now(): Date }): string =>
  londonDate(subjectOf(owner)?.asKnownOn ?? context.now());
