import { GraphQLError } from 'graphql';

/**
 * The faults a subgraph tells its callers, each with a stable code. Messages are for staff and never hold a value that was
 * sent or stored: it may be somebody's personal data. Refusals of a single field are `WITHHELD` (`common/access`), not faults.
 */

/** Absent, not yours to know, and a grant that does not hold all read like this: the same words, whatever the cause. */
export function notFound(): GraphQLError {
  return new GraphQLError('Not found', { extensions: { code: 'NOT_FOUND' } });
}

/** What was asked cannot be done as asked; the message says what to change, without repeating a value. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** The caller may not do this at all, whoever it is about. */
export function forbidden(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}
