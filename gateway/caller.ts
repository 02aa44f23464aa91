/** Who sent a request, as the membership register knows them. */
export interface Caller {
  /** Opaque: the sign-in's issuer and subject. */
  readonly sub: string;
  /** Registry code of the employer, or `MASH`. */
  readonly agency: string;
  readonly roles: readonly string[];
}

/** A publishing system and nobody else: somebody who also has a role of staff is staff. */
export const isPublisher = ({ roles }: Caller): boolean => roles.length > 0 && roles.every((role) => role === 'publisher');

/** The caller in the hub's answer to a sign-in; undefined when the answer names none. */
export function readCaller(value: unknown): Caller | undefined {
  const { sub, agency, roles } = (value ?? {}) as Record<string, unknown>;
  const named = typeof sub === 'string' && typeof agency === 'string' && Array.isArray(roles);
  return named && roles.every((role) => typeof role === 'string') ? { sub, agency, roles } : undefined;
}
