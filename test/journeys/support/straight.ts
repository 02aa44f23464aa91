import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { proof } from '../../../common/tokens/dpop';
import type { SigningKey } from '../../../common/tokens/keys';
import type { Journey, Json } from '../../support/journey';

/** What the gateway really sent to a subgraph, with the tokens of that moment; good for sixty seconds. */
export interface Captured {
  readonly headers: { readonly authorization: string; readonly dpop: string };
  readonly token: string;
  readonly body: { readonly query: string; readonly variables: { readonly representations: Json[] } };
}

export interface Straight {
  readonly status: number;
  readonly text: string;
}

/** Asks something through the gateway and keeps its first entity fetch to a subgraph, which is answered as usual. */
export async function capture(journey: Journey, subgraph: string, ask: () => Promise<unknown>): Promise<Captured> {
  const standIn = journey.standIn(subgraph);
  let found: Captured | undefined;
  standIn.behaviour = ({ path, headers, body }) => {
    if (found !== undefined || path !== '/graphql' || !body.includes('representations')) return undefined;
    const { authorization = '', dpop } = headers;
    found = {
      headers: { authorization, dpop: String(dpop) },
      token: authorization.replace(/^DPoP /, ''),
      body: JSON.parse(body),
    };
    return undefined;
  };
  try {
    await ask();
  } finally {
    standIn.behaviour = undefined;
  }
  if (found === undefined) throw new Error(`Nobody asked ${subgraph} about anybody`);
  return found;
}

/** One call straight to a service, past the gateway. */
export async function straight(
  url: string,
  { method = 'POST', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown },
): Promise<Straight> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** A token with a proof of this very call, as the holder of `key` makes it. */
export async function proved(
  key: SigningKey,
  url: string,
  token: string,
  method = 'POST',
  at = new Date(),
): Promise<Record<string, string>> {
  return { authorization: `DPoP ${token}`, dpop: await proof(key, { method, url, token }, at) };
}

export const claimsOf = (token: string): JWTPayload =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
export const headerOf = (token: string): Json => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same token with other claims and its old signature. */
export function altered(token: string, change: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${part({ ...claimsOf(token), ...change })}.${signature}`;
}

/** The same claims, changed and signed anew with this key, under the name of the key that signed them before unless told. */
export async function resigned(token: string, key: SigningKey, change: object = {}, header: object = {}): Promise<string> {
  const claims = Object.fromEntries(
    Object.entries({ ...claimsOf(token), jti: randomUUID(), ...change }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(claims as JWTPayload).setProtectedHeader({ ...headerOf(token), ...header }).sign(key.privateKey);
}

export function unsigned(token: string): string {
  return `${part({ alg: 'none', typ: headerOf(token).typ })}.${token.split('.')[1]}.`;
}
