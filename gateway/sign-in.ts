import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { type CallProof, callHeaders } from './call-proof';
import { type Caller, readCaller } from './caller';
import { post } from './post';

/** What the hub knows of whoever sent this request, and the tokens that let the gateway act for them, once. */
export interface SignedIn {
  readonly rid: string;
  readonly caller: Caller;
  readonly tokens: Readonly<Record<string, string>>;
}

export class NotSignedIn extends Error {
  constructor() {
    super('Sign in first: the access token is missing, not valid here, or its holder has no current membership');
    this.name = 'NotSignedIn';
  }
}

/** The hub could not be asked who this is: the request cannot be answered now, whoever sent it. */
export class SignInUnavailable extends Error {
  constructor() {
    super('The hub cannot check sign-ins at the moment');
    this.name = 'SignInUnavailable';
  }
}

/** A token for each subgraph and the name of one caller. */
const MOST_BYTES = 1024 * 1024;

/**
 * Exchanges a sign-in token for principal tokens (RFC 8693) at the hub, which looks its holder up in the membership
 * register. The gateway never decides who somebody is.
 */
export class SignIn {
  private readonly pool: Pool;
  private readonly url: string;

  constructor(
    hubUrl: string,
    private readonly proof: CallProof,
    private readonly timeoutMs = 5_000,
  ) {
    this.url = new URL('/token', hubUrl).href;
    this.pool = new Pool(new URL(hubUrl).origin, { connections: 16 });
  }

  /** @throws NotSignedIn, SignInUnavailable */
  async exchange(authorization: string | undefined): Promise<SignedIn> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new NotSignedIn();
    const rid = randomUUID();
    const { dpop } = await callHeaders(this.proof, this.url, token);
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      rid,
    }).toString();
    let answer: { statusCode: number; tokens?: Record<string, string>; caller: Caller | undefined };
    try {
      const { status, text } = await post(this.pool, {
        path: '/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded', dpop: dpop ?? '' },
        body,
        withinMs: this.timeoutMs,
        mostBytes: MOST_BYTES,
      });
      const json = JSON.parse(text) as { tokens?: Record<string, string>; principal?: unknown };
      answer = { statusCode: status, tokens: json.tokens, caller: readCaller(json.principal) };
    } catch {
      throw new SignInUnavailable();
    }
    const { statusCode, tokens, caller } = answer;
    if (statusCode === 200 && tokens && caller) return { rid, tokens, caller };
    // Somebody signed in whom the hub does not name is a fault of the hub, not of theirs.
    if (statusCode === 200 || statusCode >= 500) throw new SignInUnavailable();
    throw new NotSignedIn();
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
