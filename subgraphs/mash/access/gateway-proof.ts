import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import { verifyProof } from '../../../common/tokens/dpop';
import type { KeySet } from '../../../common/tokens/key-set';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import type { ReplayCache } from '../../../common/tokens/replay-cache';

export interface GatewayCall {
  readonly method: string;
  readonly path: string;
  /** The token that the proof must go with. */
  readonly token: string;
  readonly replay: ReplayCache;
  readonly now: Date;
}

/**
 * The thumbprint of the key that proves this call, if it is the gateway's own pinned key.
 *
 * @throws NotAuthenticated
 */
export async function verifyGatewayProof(proof: unknown, gatewayKeys: KeySet, call: GatewayCall): Promise<string> {
  const jkt = await pinnedThumbprint(proof, gatewayKeys);
  await verifyProof(proof as string, { ...call, jkt });
  return jkt;
}

/** The thumbprint of a proof's embedded key. Only a name until the proof itself holds. @throws NotAuthenticated unless it is pinned */
export async function pinnedThumbprint(proof: unknown, gatewayKeys: KeySet): Promise<string> {
  const jkt = await thumbprintOf(proof);
  if (jkt === undefined || (await gatewayKeys.find(jkt)) === undefined) throw new NotAuthenticated('not-the-gateway');
  return jkt;
}

async function thumbprintOf(proof: unknown): Promise<string | undefined> {
  if (typeof proof !== 'string') return undefined;
  try {
    const { jwk } = decodeProtectedHeader(proof);
    return jwk && (await calculateJwkThumbprint(jwk));
  } catch {
    return undefined;
  }
}
