import type { PersonIdentity } from '../common/person';
import type { Person } from '../matching';
import { makeBorough } from './borough';
import { heldBy } from './held';
import type { TruePerson } from './people/family';

/** A record that an agency of the borough keeps, as matching reads it, and who it truly is. */
export interface BoroughRecord {
  readonly person: Person;
  readonly truth: TruePerson;
}

/** Everybody whom the four agencies of a borough hold, agency after agency. */
export function boroughRecords(options: {
  readonly children: number;
  readonly today: string;
  readonly seed?: number;
}): BoroughRecord[] {
  const borough = makeBorough(options);
  return (['police', 'health', 'education', 'socialCare'] as const).flatMap((agency) =>
    [...heldBy(agency, borough).values()].map(({ truth, identity }) => ({ person: asPerson(identity), truth })),
  );
}

function asPerson({ names, dateOfBirth, expectedDate, sex, nhsNumber, upn, addresses }: PersonIdentity): Person {
  return {
    names: (names ?? []).map(({ given, family }) => ({ given: given ?? [], family: family ?? '' })),
    dateOfBirth,
    expectedDate,
    ...(sex === 'M' || sex === 'F' ? { sex } : {}),
    nhsNumber,
    upns: upn === undefined ? [] : [upn],
    addresses: (addresses ?? []).map(({ lines, postcode }) => ({ lines: lines ?? [], postcode })),
  };
}
