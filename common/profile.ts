/**
 * How the hub runs. `rehearsal` is production on this machine's loopback: its only difference is the development sign-in. What
 * only development may do asks `isStrict`; what only a real deployment may do asks for `production`.
 */
export const PROFILES = ['development', 'rehearsal', 'production'] as const;

export type Profile = (typeof PROFILES)[number];

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * The profile that `MASH_PROFILE` names; without it `NODE_ENV=production` is production and everything else development.
 *
 * @throws Error whose message continues "MASH_PROFILE ..."
 */
export function profileOf(env: NodeJS.ProcessEnv): Profile {
  const inProduction = env.NODE_ENV === 'production';
  const named = env.MASH_PROFILE || (inProduction ? 'production' : 'development');
  const profile = PROFILES.find((one) => one === named);
  if (profile === undefined) throw new Error(`must be one of ${PROFILES.join(', ')}`);
  // An image is built with NODE_ENV=production: nobody opens it up by one more variable.
  if (profile === 'development' && inProduction) throw new Error('cannot be development where NODE_ENV is production');
  return profile;
}

/** Everything as in production: no introspection, one uniform error, listed operations only, no development defaults. */
export const isStrict = (profile: Profile): boolean => profile !== 'development';

/** The address is this machine's own, reached from nowhere else. */
export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/**
 * What is wrong with this address for the profile, continuing "HOST ..."; undefined when nothing is. A rehearsal takes the
 * development sign-in, which lets anyone be anyone, so it stays on loopback.
 */
export const hostProblem = (profile: Profile, host: string): string | undefined =>
  profile === 'rehearsal' && !isLoopback(host) ? 'must be a loopback address in a rehearsal' : undefined;
