import { createHash } from 'node:crypto';
import { compactVerify } from 'jose';
import type { KeySet } from '../../../common/tokens/key-set';
import { ALGORITHMS } from '../../../common/tokens/signed';
import { isSignedEvent, type SignedEvent } from './event-shape';

/** Why an event was set aside. */
export type PoisonReason = 'bad-signature' | 'bad-shape' | 'cannot-apply';

export interface Poisoned {
  /** SHA-256 of what was received, hexadecimal. */
  readonly digest: string;
  readonly reason: PoisonReason;
  /** The agency's id of the event, once the signature vouches for it. */
  readonly event?: string;
}

export interface ReadEvent extends SignedEvent {
  readonly digest: string;
}

export type EventReader = (received: readonly string[]) => Promise<{ events: ReadEvent[]; poisoned: Poisoned[] }>;

/** Opens the events of one agency, whose keys are pinned; what does not verify, or is not an event, is told apart. */
export function eventReader(keys: KeySet): EventReader {
  const read = async (jws: string): Promise<ReadEvent | Poisoned> => {
    const digest = createHash('sha256').update(jws).digest('hex');
    let payload: Uint8Array;
    try {
      ({ payload } = await compactVerify(jws, ({ kid, typ }) => pinned(keys, kid, typ), { algorithms: ALGORITHMS }));
    } catch {
      // Whatever made it fail, it is not vouched for, and nothing inside it can be trusted enough to be told.
      return { digest, reason: 'bad-signature' };
    }
    const content = parse(payload);
    return isSignedEvent(content) ? { ...content, digest } : { digest, reason: 'bad-shape' };
  };
  return async (received) => {
    const all = await Promise.all(received.map(read));
    return {
      events: all.filter((one): one is ReadEvent => !('reason' in one)),
      poisoned: all.filter((one): one is Poisoned => 'reason' in one),
    };
  };
}

/** What an agency signs for another end (its tokens, say) is no event. */
const TYPE = 'event+jwt';

async function pinned(keys: KeySet, kid: string | undefined, typ: string | undefined) {
  const key = kid === undefined || typ !== TYPE ? undefined : await keys.find(kid);
  if (key === undefined) {
    throw new Error('not a key of this agency for events');
  }
  return key;
}

/** Undefined, which no schema accepts, for what is no JSON. */
function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
