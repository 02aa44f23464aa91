import type { Person } from '../../matching';

export type HardKind =
  | 'twins'
  | 'siblings'
  | 'cousins'
  | 'father-and-son'
  | 'adopted'
  | 'name-order'
  | 'transliteration'
  | 'hidden-address'
  | 'unborn'
  | 'moved';

/** Records that are easily taken for one person's, or for different people's, and who they truly are. */
export interface HardCase {
  readonly kind: HardKind;
  readonly records: readonly HardRecord[];
}

export interface HardRecord {
  readonly person: Person;
  /** The same for records of the same person, over all cases. */
  readonly truth: string;
}
