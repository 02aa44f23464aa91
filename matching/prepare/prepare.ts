import type { Person } from '../person';
import { prepareAddress } from './address';
import { prepareDate } from './date';
import { isValidNhsNumber } from './nhs-number';
import { prepareName } from './name';
import type { PreparedPerson } from './prepared';

/** Takes a person apart once for many comparisons. What cannot be read (a date that is none) counts as missing. */
export function prepare(person: Person): PreparedPerson {
  const digits = person.nhsNumber?.replace(/[^0-9A-Za-z]/g, '') ?? '';
  return {
    person,
    names: person.names.map(prepareName).filter(({ givenText, family }) => givenText !== '' || family !== ''),
    birth: prepareDate(person.dateOfBirth),
    expectedDay: prepareDate(person.expectedDate)?.number,
    addresses: person.addresses.map(prepareAddress).filter(({ text, postcode }) => text !== '' || postcode !== undefined),
    nhsNumber: digits === '' ? undefined : { digits, isValid: isValidNhsNumber(digits) },
    upns: plain(person.upns),
    localIds: plain(person.localIds),
    contacts: (person.contacts ?? []).map(contact).filter((one) => one !== ''),
  };
}

const plain = (ids: readonly string[] = []): string[] =>
  ids.map((id) => id.replace(/[^0-9A-Za-z]/g, '').toUpperCase()).filter((id) => id !== '');

/** An e-mail address in lower case, a telephone number as its digits without the country. */
function contact(text: string): string {
  const lower = text.trim().toLowerCase();
  return /\p{L}/u.test(lower) ? lower : lower.replace(/\D/g, '').replace(/^(0044|44|0)/, '');
}
