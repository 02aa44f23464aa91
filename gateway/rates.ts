import type { Caller } from './caller';

/** How many requests may be sent in a minute; as many at once, and then one for each that the minute gives back. */
export interface RateLimits {
  readonly user: number;
  readonly agency: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MINUTE_MS = 60_000;
/** Above this many, buckets that have filled up again are forgotten. */
const MOST_BUCKETS = 10_000;

/**
 * Counts requests by user and by agency, in this process: one stolen sign-in, or one agency's runaway system, leaves room for
 * everybody else. A request that is refused costs nothing, so whoever waits as told gets through.
 */
export class Rates {
  private readonly users = new Map<string, Bucket>();
  private readonly agencies = new Map<string, Bucket>();

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** 0 when the request may go on; else the whole seconds after which to ask again. */
  take({ sub, agency }: Caller): number {
    const now = this.clock();
    const user = filled(this.users, sub, this.limits.user, now);
    const whole = filled(this.agencies, agency, this.limits.agency, now);
    const wait = Math.max(waitFor(user, this.limits.user), waitFor(whole, this.limits.agency));
    if (wait > 0) return wait;
    user.left -= 1;
    whole.left -= 1;
    return 0;
  }
}

function filled(buckets: Map<string, Bucket>, name: string, perMinute: number, now: number): Bucket {
  const known = buckets.get(name);
  const bucket = known ?? { left: perMinute, at: now };
  bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / MINUTE_MS);
  bucket.at = now;
  if (known === undefined) {
    if (buckets.size >= MOST_BUCKETS) forgetFull(buckets, perMinute, now);
    buckets.set(name, bucket);
  }
  return bucket;
}

function forgetFull(buckets: Map<string, Bucket>, perMinute: number, now: number): void {
  for (const [name, { left, at }] of buckets) {
    if (left + ((now - at) * perMinute) / MINUTE_MS >= perMinute) buckets.delete(name);
  }
}

const waitFor = ({ left }: Bucket, perMinute: number): number => (left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / perMinute));
