import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../logger';

/** Codes of errors that resolvers of ours throw on purpose: their messages are written for the caller. */
const OURS: ReadonlySet<string> = new Set(['WITHHELD', 'NOT_FOUND', 'BAD_USER_INPUT', 'FORBIDDEN', 'CONFLICT']);

/** What the engine refuses before a resolver runs. Its own words quote the operation and its variables, so they are replaced. */
const REFUSED_OPERATION: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'The request is not a GraphQL request',
  BAD_USER_INPUT: 'A variable does not have the type that the operation declares',
  GRAPHQL_PARSE_FAILED: 'The operation cannot be read',
  GRAPHQL_VALIDATION_FAILED: 'The operation does not fit the schema',
  OPERATION_RESOLUTION_FAILURE: 'There is no such operation in the request',
};

/** PostgreSQL's words for a text that it cannot hold (NUL, half a character): what was sent is wrong, and no fault of ours. */
const NOT_TEXT: ReadonlySet<unknown> = new Set(['22021', '22P05']);

export interface Faults {
  readonly plugin: ApolloServerPlugin<{ readonly principal: { readonly rid: string } }>;
  formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
}

/**
 * What callers are told of errors. Anything unforeseen becomes one uniform `INTERNAL` with an incident id; the log has the
 * same id, the request id and the error's class and code, never its message.
 */
export function faultsFor(log: Log): Faults {
  const requestOf = new WeakMap<object, string>();
  return {
    plugin: {
      requestDidStart: async () => ({
        didEncounterErrors: async ({ errors, contextValue }) => {
          for (const error of errors) requestOf.set(error, contextValue.principal.rid);
        },
      }),
    },
    formatError(formatted, error) {
      const { path, locations, extensions } = formatted;
      const code = typeof extensions?.code === 'string' ? extensions.code : '';
      if (path !== undefined && OURS.has(code)) return withoutStack(formatted);
      const refused = path === undefined ? REFUSED_OPERATION[code] : undefined;
      if (refused !== undefined) return { message: refused, ...(locations ? { locations } : {}), extensions: { code } };
      const cause = unwrapResolverError(error);
      if (path !== undefined && NOT_TEXT.has((cause as { code?: unknown } | null)?.code)) {
        return { message: 'A text holds a character that cannot be kept', path, extensions: { code: 'BAD_USER_INPUT' } };
      }
      const incident = randomUUID();
      const rid = typeof error === 'object' && error !== null ? requestOf.get(error) : undefined;
      log.error('UNEXPECTED_ERROR', { event: incident, ...(rid === undefined ? {} : { rid }) }, cause);
      return { message: 'Something went wrong', ...(path ? { path } : {}), extensions: { code: 'INTERNAL', incident } };
    },
  };
}

function withoutStack({ message, path, extensions }: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, ...kept } = (extensions ?? {}) as Record<string, unknown>;
  return { message, ...(path ? { path } : {}), extensions: kept };
}
