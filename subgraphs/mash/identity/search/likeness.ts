import { comparePrepared, type Person, type PreparedPerson, prepare, shippedModel } from '../../../../matching/index';
import type { PersonIdentity } from '../../../../common/person';
import { matchedPerson } from '../matching/matched-person';
import type { SearchKeys } from './search-keys';

/** One agency record that the searcher may know of. */
export interface FoundRecord {
  readonly identity: PersonIdentity;
  /** Where the person is must not be learned, whichever agency said so: no address of theirs counts. */
  readonly hidden: boolean;
}

/**
 * How well people fit a search, by the same comparison that links records: its evidence as a share of what somebody who fits in
 * everything would have. 0 to 1.
 */
export function likenessTo(keys: SearchKeys): (records: readonly FoundRecord[]) => number {
  const searched = searchedPeople(keys).map((person) => prepare(person));
  const best = Math.max(...searched.map((one) => evidence(one, one)));
  return (records) => {
    const people = records.map((record) => prepare(shownPerson(record)));
    const found = Math.max(...searched.flatMap((one) => people.map((other) => evidence(one, other))));
    return best <= 0 ? 0 : Math.min(1, Math.max(0, found / best));
  };
}

/** Bits for the same person, without what is known before anybody is compared: somebody was meant. */
function evidence(searched: PreparedPerson, other: PreparedPerson): number {
  const { fields } = comparePrepared(shippedModel(), searched, other);
  return fields.reduce((sum, { weight }) => sum + weight, 0);
}

/** As many people as the words can be read: which of them are given names and which the family name is not said. */
function searchedPeople({ name = [], dateOfBirth, postcode, nhsNumber, upn }: SearchKeys): Person[] {
  const rest = {
    dateOfBirth,
    addresses: postcode === undefined ? [] : [{ lines: [], postcode }],
    nhsNumber,
    upns: upn === undefined ? [] : [upn],
  };
  if (name.length === 0) {
    return [{ ...rest, names: [] }];
  }
  const [first, last] = [name[0] ?? '', name.at(-1) ?? ''];
  const readings =
    name.length === 1
      ? [
          { given: [first], family: '' },
          { given: [], family: first },
        ]
      : [
          { given: name.slice(0, -1), family: last },
          { given: name.slice(1), family: first },
        ];
  return readings.map((one) => ({ ...rest, names: [one] }));
}

function shownPerson({ identity, hidden }: FoundRecord): Person {
  const person = matchedPerson(identity);
  return hidden ? { ...person, addresses: [] } : person;
}
