import { NotAuthenticated } from './not-authenticated';

type Claims = Readonly<Record<string, unknown>>;

/** A claim that must be text and not empty. */
export function textClaim(claims: Claims, name: string): string {
  const value = claims[name];
  if (typeof value !== 'string' || value === '') throw new NotAuthenticated(`claim-${name}`);
  return value;
}

/** A claim that must be a list of texts; a single text is not a list of one. */
export function textsClaim(claims: Claims, name: string): string[] {
  const value = claims[name];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw new NotAuthenticated(`claim-${name}`);
  return value as string[];
}

export function wordClaim<T extends string>(claims: Claims, name: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === claims[name]);
  if (found === undefined) throw new NotAuthenticated(`claim-${name}`);
  return found;
}

export function wordsClaim<T extends string>(claims: Claims, name: string, allowed: readonly T[]): T[] {
  return textsClaim(claims, name).map((one) => wordClaim({ [name]: one }, name, allowed));
}
