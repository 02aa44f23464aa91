/**
 * The one answer to every token that does not hold: HTTP 401, always the same words. `reason` is a code for the log, never
 * for the caller, and never carries a token or a claim.
 */
export class NotAuthenticated extends Error {
  readonly code = 'UNAUTHENTICATED';
  readonly status = 401;
  readonly #reason: string;

  constructor(reason: string) {
    super('Not authenticated');
    this.name = 'NotAuthenticated';
    this.#reason = reason;
  }

  /** Private, so that no serialiser or error formatter carries it out by accident. */
  reason(): string {
    return this.#reason;
  }
}
