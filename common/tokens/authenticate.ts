import type { Principal } from '../access/subject';
import { verifyProof } from './dpop';
import type { KeySet } from './key-set';
import { NotAuthenticated } from './not-authenticated';
import { verifyPrincipal } from './principal-token';
import type { ReplayCache } from './replay-cache';
import { verifyService } from './service-token';

/** As Node gives them: lower-case names. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface IncomingCall {
  readonly method: string;
  /** As received; a query string is ignored. */
  readonly path: string;
}

/**
 * Who makes this call: a principal token for this subgraph, bound to a key that proves this very call, once.
 *
 * @param keys the hub's keys.
 * @param audience name of this subgraph.
 * @throws NotAuthenticated whatever is missing or wrong; the caller answers 401 with the same words every time.
 */
export async function authenticate(
  headers: Headers,
  { method, path }: IncomingCall,
  keys: KeySet,
  audience: string,
  replay: ReplayCache,
  now: Date = new Date(),
): Promise<Principal> {
  const token = credential(headers, 'DPoP');
  const dpop = headers['dpop'];
  if (typeof dpop !== 'string') throw new NotAuthenticated('no-proof');
  const { principal, jkt } = await verifyPrincipal(token, keys, audience, now);
  await verifyProof(dpop, { method, path: path.split('?')[0] as string, token, jkt, replay, now });
  return principal;
}

/**
 * Holds when the hub itself is calling, with this scope.
 *
 * @throws NotAuthenticated
 */
export async function authenticateService(
  headers: Headers,
  keys: KeySet,
  audience: string,
  scope: string,
  now: Date = new Date(),
): Promise<void> {
  await verifyService(credential(headers, 'Bearer'), keys, audience, scope, now);
}

function credential(headers: Headers, scheme: string): string {
  const header = headers['authorization'];
  const [given, token, ...rest] = typeof header === 'string' ? header.split(' ') : [];
  if (given?.toLowerCase() !== scheme.toLowerCase() || token === undefined || token === '' || rest.length > 0) {
    throw new NotAuthenticated('no-credential');
  }
  return token;
}
