import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';

/** Public keys by `kid`. */
export type Keys = ReadonlyMap<string, KeyObject>;

/** Reads a JWKS. A key whose `kid` is not its RFC 7638 thumbprint is left out: it could borrow another's name. */
export function keysOf(text: string): Keys {
  const { keys = [] } = JSON.parse(text) as { keys?: (JsonWebKey & { kid?: string })[] };
  return new Map(
    keys.flatMap(({ kty, crv, x, kid }): [string, KeyObject][] => {
      if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return [];
      const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
      return kid === thumbprint ? [[kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' })]] : [];
    }),
  );
}

/** What one of the keys signed (compact JWS, Ed25519, of this type); undefined for anything else. */
export function signedClaims(text: string, typ: string, keys: Keys): Record<string, unknown> | undefined {
  const [header = '', payload = '', signature = '', ...more] = text.split('.');
  const head = objectIn(header);
  if (head === undefined || more.length > 0 || head.alg !== 'EdDSA' || head.typ !== typ) return undefined;
  const key = keys.get(String(head.kid));
  if (key === undefined) return undefined;
  const holds = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return holds ? objectIn(payload) : undefined;
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
