import { type BoroughRecord, boroughRecords } from '../../demo/matching-records';
import type { Result } from '../result';
import { figuresOfTally, type KnownRecord, tally } from './decided';

const CHILDREN = 2_000;
const TODAY = '2026-11-22';

/** Everybody whom the four agencies of the demonstration borough hold, by ethnicity and age band: whom matching serves worse shows here. */
export function borough(): Result[] {
  const records = boroughRecords({ children: CHILDREN, today: TODAY }).map(knownRecord);
  const tallies = tally(records);
  return [...tallies.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([group, found]) => figuresOfTally(group, found));
}

const knownRecord = ({ truth, person }: BoroughRecord): KnownRecord => ({
  person,
  truth: truth.id,
  groups: ['borough', `borough-ethnicity-${truth.ethnicity.toLowerCase()}`, `borough-age-${ageBand(truth.dateOfBirth)}`],
});

/** Bands that the children's census uses, roughly. */
function ageBand(dateOfBirth: string | undefined): string {
  if (dateOfBirth === undefined) return 'unborn';
  const age = Number(TODAY.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  if (age < 5) return '0-to-4';
  if (age < 11) return '5-to-10';
  return age < 18 ? '11-to-17' : 'adult';
}
