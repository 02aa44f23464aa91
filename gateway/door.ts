import express, { type RequestHandler, type Response } from 'express';
import { isPublisher } from './caller';
import type { ListedOperations } from './listed-operations';
import type { Rates } from './rates';
import { NotTaken } from './refusal';
import { NotSignedIn, type SignedIn, type SignIn } from './sign-in';

export interface DoorOptions {
  readonly signIn: SignIn;
  readonly rates: Rates;
  readonly operations: ListedOperations;
  /** Staff send listed operations only. */
  readonly strict: boolean;
}

/** An operation of staff with its variables is a few kilobytes; so much leaves room for a long narrative. */
const STAFF_BODY = '256kb';
/** A batch of records published by mutation. */
const PUBLISHER_BODY = '4mb';
/** No variable of ours is nested half as deep. */
const DEEPEST = 32;

/**
 * What every operation passes before GraphQL sees it, in this order: who sends it, how often they do, how large it is, and whether
 * it is an operation that they may send at all. Nothing of the body is read for whoever is not signed in.
 */
export function door({ signIn, rates, operations, strict }: DoorOptions): RequestHandler[] {
  const parse = { staff: express.json({ limit: STAFF_BODY }), publisher: express.json({ limit: PUBLISHER_BODY }) };
  return [
    async (request, response, next) => {
      const signedIn = await signIn.exchange(request.headers.authorization).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : 'Sign-in failed';
        throw error instanceof NotSignedIn
          ? new NotTaken(401, 'UNAUTHENTICATED', message)
          : new NotTaken(503, 'SIGN_IN_UNAVAILABLE', message);
      });
      admit(rates, signedIn, response);
      response.locals.signedIn = signedIn;
      next();
    },
    (request, response, next) => parse[isPublisher(signedInOf(response).caller) ? 'publisher' : 'staff'](request, response, next),
    (request, response, next) => {
      const body = readBody(request.body);
      // Its own way of saying so comes with a status that reads as success.
      if (asksByHash(body)) throw new NotTaken(400, 'BAD_REQUEST', 'Send the operation, or its documentId');
      if (typeof body.documentId === 'string' && body.query === undefined) body.query = operations.find(body.documentId);
      if (typeof body.query !== 'string')
        throw new NotTaken(400, 'BAD_REQUEST', 'The request has no operation that is known here');
      if (strict && !operations.has(body.query) && !isPublisher(signedInOf(response).caller)) {
        throw new NotTaken(400, 'BAD_REQUEST', 'Staff send operations of the list only');
      }
      next();
    },
  ];
}

/** Who sent a request that passed the door. */
export function signedInOf(response: Response): SignedIn {
  const { signedIn } = response.locals as { signedIn?: SignedIn };
  if (signedIn === undefined) throw new Error('This request did not come through the door');
  return signedIn;
}

/** @throws NotTaken when this caller, or their agency, has sent too many requests; the answer says when to ask again. */
export function admit(rates: Rates, { caller }: SignedIn, response: Response): void {
  const wait = rates.take(caller);
  if (wait === 0) return;
  response.setHeader('retry-after', String(wait));
  throw new NotTaken(429, 'TOO_MANY_REQUESTS', 'Too many requests; ask again shortly');
}

function readBody(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new NotTaken(400, 'BAD_REQUEST', 'The request was not understood');
  }
  if (!isPlain(body)) throw new NotTaken(400, 'BAD_REQUEST', 'The request was not understood');
  return body as Record<string, unknown>;
}

/** Whether the request names its operation as Apollo's clients do, by `extensions.persistedQuery`. */
const asksByHash = ({ extensions }: Record<string, unknown>): boolean =>
  typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions;

/** Whether a parsed body can be handed on: not nested without end, and no name in it that means a prototype somewhere else. */
function isPlain(body: object): boolean {
  let level: object[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    if (level.some((one) => Object.hasOwn(one, '__proto__'))) return false;
    level = level.flatMap((one) => Object.values(one).filter((value) => typeof value === 'object' && value !== null));
  }
  return true;
}
