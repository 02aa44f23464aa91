import { GraphQLError } from 'graphql';

/** A small borough of which every field can be worked out, so that it can be resolved whole and in parts alike. Nobody in it is real. */

export interface Entity {
  readonly __typename: string;
  readonly id: string;
}
type Record_ = Entity & Readonly<Record<string, unknown>>;

const child = (id: string, more: object): Record_ => ({ __typename: 'Child', id, view: `view-${id}`, ...more });
const adult = (id: string, more: object): Record_ => ({ __typename: 'Adult', id, view: `view-${id}`, ...more });

const RECORDS: readonly Record_[] = [
  child('c1', { name: 'Wren', born: 2012, household: ['a1', 'c2', 'a2'], siblings: ['c2', 'c3'], guardian: 'a1' }),
  child('c2', { name: null, born: 2015, household: ['c1', 'a1'], siblings: ['c1'], guardian: 'a3' }),
  child('c3', { name: 'Rowan', born: null, household: [], siblings: null, guardian: null }),
  child('c4', { name: 'Ash', born: 2019, household: ['a3', 'a3', 'c4'], siblings: ['c4'], guardian: 'a2' }),
  adult('a1', { name: 'Linden', wards: ['c1', 'c2'] }),
  adult('a2', { name: 'Hazel', wards: [] }),
  adult('a3', { name: null, wards: ['c4'] }),
  { __typename: 'Case', id: 'k1', reference: 'R-1', area: 'north', status: 'OPEN', subjects: ['c1', 'c2'], lead: 'o1' },
  { __typename: 'Case', id: 'k2', reference: 'R-2', area: 'south', status: 'CLOSED', subjects: ['c4'], lead: null },
  { __typename: 'Case', id: 'k3', reference: 'R-1', area: 'south', status: 'SEALED', subjects: [], lead: 'o2' },
  { __typename: 'Officer', id: 'o1', badge: 'o1', name: 'PC Alder', rank: 'CONSTABLE' },
  { __typename: 'Officer', id: 'o2', badge: 'o2', name: 'DS Maple', rank: null },
  { __typename: 'Area', id: 'north', code: 'north', name: 'North' },
  { __typename: 'Area', id: 'south', code: 'south', name: null },
  { __typename: 'Incident', id: 'i1', of: 'c1', at: 3, kind: 'THEFT', officer: 'o1', others: ['a1', 'c2'] },
  { __typename: 'Incident', id: 'i2', of: 'c1', at: 1, kind: 'ASSAULT', officer: 'o2', others: ['c1'] },
  { __typename: 'Incident', id: 'i3', of: 'a1', at: 2, kind: 'THEFT', officer: null, others: null },
  { __typename: 'Incident', id: 'i4', of: 'c4', at: null, kind: null, officer: 'o1', others: [] },
  { __typename: 'Visit', id: 'h1', of: 'c1', at: 5, place: 'Clinic', found: 'INJURY' },
  { __typename: 'Visit', id: 'h2', of: 'c2', at: 4, place: null, found: 'NOTHING' },
  { __typename: 'Visit', id: 'h3', of: 'a3', at: 6, place: 'Ward', found: null },
  { __typename: 'Report', id: 'd1', title: 'Report on R-1', author: 'o1', about: 'k1' },
  { __typename: 'Letter', id: 'd2', title: null, about: 'k1', to: 'a1' },
  { __typename: 'Letter', id: 'd3', title: 'Letter', about: 'k2', to: null },
];

const BY_ID: ReadonlyMap<string, Record_> = new Map(RECORDS.map((record) => [record.id, record]));

export const find = (id: unknown): Record_ | null => BY_ID.get(String(id)) ?? null;
export const findAll = (ids: unknown): (Record_ | null)[] | null => (Array.isArray(ids) ? ids.map(find) : null);
export const ofType = (typename: string): Record_[] => RECORDS.filter((record) => record.__typename === typename);

/** Refuses one field of one record, as a custodian does, or fails as one that has a fault. */
export function unless<T>(refused: boolean, code: 'WITHHELD' | 'INTERNAL', value: T): T {
  if (refused) throw new GraphQLError(code === 'WITHHELD' ? 'Withheld' : 'Something went wrong', { extensions: { code } });
  return value;
}
