import type { PersonIdentity, PersonRelationship } from '../person';
import type { Signal } from '../signal';

/**
 * What an agency tells the hub through `GET /feed?after=`. Each event replaces everything said before under the same
 * `type` and `person`, so applying a feed twice, or from zero, ends in the same state.
 */
export type FeedEvent = PersonEvent | RelationshipsEvent | SignalsEvent;

/** Who the agency knows; `identity` is null when the record was retracted or deleted. */
export interface PersonEvent {
  readonly type: 'person';
  readonly person: string;
  readonly identity: PersonIdentity | null;
}

/** Every relationship the agency records from this person to others of its own people. */
export interface RelationshipsEvent {
  readonly type: 'relationships';
  readonly person: string;
  readonly relationships: readonly PersonRelationship[];
}

/** Every signal that stands for a watched person; empty when none does. Sent only for people on the watch list. */
export interface SignalsEvent {
  readonly type: 'signals';
  readonly person: string;
  readonly signals: readonly Signal[];
}

/** One page of a feed. The epoch changes when the agency's database is restored: the hub then starts again from zero. */
export interface FeedPage {
  readonly epoch: string;
  /** Pass as `after` to go on; opaque. Equal to what was passed when there is nothing new. */
  readonly cursor: string;
  readonly more: boolean;
  /** When the agency last committed a publication, ISO date-time; null when it never has. */
  readonly lastPublishedAt: string | null;
  /** Compact JWS (EdDSA, the agency's own key), each with payload `{ id, at, event: FeedEvent }`. */
  readonly events: readonly string[];
}
