import type { SigningKey } from '../common/tokens/keys';
import { proof } from '../common/tokens/dpop';

/** The gateway's own key: it proves, call by call, that a principal token is used by the one it was minted for (RFC 9449). */
export type CallProof = SigningKey;

/** Headers of one call to a subgraph: whose request it is, and that this gateway makes it, now, to this address. */
export async function callHeaders(key: CallProof, url: string, token: string, method = 'POST'): Promise<Record<string, string>> {
  return { authorization: `DPoP ${token}`, dpop: await proof(key, { method, url, token }) };
}
