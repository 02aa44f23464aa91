/**
 * A coded fact that an agency derives from its own records and may feed to the hub for people on an open contact or case.
 * Never narrative: an indicator code (`policy/indicators.yaml`), dates, and a pointer back to the custodian's record.
 */
export interface Signal {
  /** Code from the indicator catalogue. */
  readonly indicator: string;
  /** When it was true: ISO date. */
  readonly observedOn: string;
  /** When the agency recorded it: ISO date. */
  readonly recordedOn: string;
  readonly confidence: 'CONFIRMED' | 'CREDIBLE' | 'UNCONFIRMED';
  /** Category of the custodian's agreement that the source record belongs to. */
  readonly category: string;
  /** The custodian's public record id; opaque to everyone else. */
  readonly source: string;
  /** ISO date after which it no longer counts; absent when it does not expire. */
  readonly expires?: string;
  readonly disputed: boolean;
  /** Names the underlying event when another agency may tell the same one (RAM-7: it counts once). */
  readonly event?: string;
}
