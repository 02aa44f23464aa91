import type { ErrorRequestHandler, Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';

export const problem = (message: string, code: string) => ({ errors: [{ message, extensions: { code } }] });

/** What every request that is refused before it runs is told outside development, whatever was wrong with it. */
export const REFUSED: GraphQLFormattedError = { message: 'The request was refused', extensions: { code: 'REFUSED' } };

/** Codes of what is wrong with a request itself, not with a part of its answer. */
const OF_THE_REQUEST: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Outside development the reasons against an operation become one uniform error: they would describe the schema field by field.
 * A fault inside an answer (it has a path) is told as ever.
 */
export function uniformly(error: GraphQLFormattedError): GraphQLFormattedError {
  return error.path === undefined && OF_THE_REQUEST.has(error.extensions?.code) ? REFUSED : error;
}

/** A request that the door does not take. */
export class NotTaken extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'NotTaken';
  }
}

/** Answers what went wrong before GraphQL: never with an error's own words, and in strict profiles always in the same ones. */
export function answerRefusal(strict: boolean): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof NotTaken && (!strict || !OF_THE_REQUEST.has(error.code))) {
      response.status(error.status).json(problem(error.message, error.code));
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    if (!(status >= 400 && status < 500)) return void response.status(500).json(problem('Something went wrong', 'INTERNAL'));
    if (strict) return refused(response, status);
    if (status === 413) return void response.status(413).json(problem('The request is too large', 'REQUEST_TOO_LARGE'));
    response.status(status).json(problem('The request was not understood', 'BAD_REQUEST'));
  };
}

/** To the last byte as Apollo Server sends it: nobody can tell how far a request came. */
const refused = (response: Response, status: number): void =>
  void response
    .status(status)
    .type('json')
    .send(`${JSON.stringify({ errors: [REFUSED] })}\n`);
