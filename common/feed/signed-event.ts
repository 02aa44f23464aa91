import { CompactSign } from 'jose';
import type { SigningKey } from '../tokens/keys';
import type { FeedEvent } from './event';

/** An event with the agency's id of it; ids tell events apart and say nothing of their order. */
export interface IdentifiedEvent {
  readonly id: string;
  /** ISO date-time at which it was written. */
  readonly at: string;
  readonly event: FeedEvent;
}

/** Signs an event with the agency's own key, as a compact JWS. It does not expire: a feed may be read again years later. */
export function signEvent(key: SigningKey, event: IdentifiedEvent): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(event)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'event+jwt' })
    .sign(key.privateKey);
}
