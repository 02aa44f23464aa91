import { type JWTPayload, SignJWT } from 'jose';
import { type KeySet, keySetOf } from '../../../common/tokens/key-set';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';

export const NOW = new Date('2026-11-22T10:00:00Z');
export const SECONDS = Math.floor(NOW.getTime() / 1000);
export const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

export interface Hub {
  readonly key: SigningKey;
  readonly keys: KeySet;
}

export async function hub(): Promise<Hub> {
  const key = await createSigningKey();
  return { key, keys: await keySetOf({ keys: [key.publicJwk] }) };
}

/** Signs whatever it is told to, as an attacker or a broken service might. */
export function forge(key: SigningKey, header: Record<string, unknown>, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, ...header }).sign(key.privateKey);
}

export const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const reread = (token: string): JWTPayload =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString()) as JWTPayload;
