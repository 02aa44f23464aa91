import { GraphQLError } from 'graphql';

/** Errors that a caller can act on. Messages are for staff; they never repeat what was sent. */

/** What was asked cannot be done as written; the message says which part and why. */
export const badInput = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** Absent, or not theirs to know: always the same words. */
export const notFound = (): GraphQLError => new GraphQLError('Not found', { extensions: { code: 'NOT_FOUND' } });

/** They may know that it exists, but not do this. */
export const forbidden = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
