import type { ComparedField } from '../comparison';
import type { PreparedPerson } from '../prepare/prepared';
import { BIRTH_LEVELS, compareBirth } from './birth';
import type { Finding } from './finding';
import { CONTACT_LEVELS, compareContacts, compareIds, compareNhsNumbers, compareSex, ID_LEVELS, SEX_LEVELS } from './identifiers';
import { compareNames, FAMILY_LEVELS, GIVEN_LEVELS } from './names';
import { ADDRESS_LEVELS, compareAddresses, comparePostcodes, POSTCODE_LEVELS } from './place';

/** Every compared field in the order in which people read them, with the levels that a model has an opinion on. */
export const LEVELS: Readonly<Record<ComparedField, readonly string[]>> = {
  given: GIVEN_LEVELS,
  family: FAMILY_LEVELS,
  birth: BIRTH_LEVELS,
  sex: SEX_LEVELS,
  address: ADDRESS_LEVELS,
  postcode: POSTCODE_LEVELS,
  contact: CONTACT_LEVELS,
  nhsNumber: ID_LEVELS,
  upn: ID_LEVELS,
  localId: ID_LEVELS,
};

export const FIELDS = Object.keys(LEVELS) as readonly ComparedField[];

export type Findings = Readonly<Record<ComparedField, Finding>>;

export function findingsOf(left: PreparedPerson, right: PreparedPerson): Findings {
  const { given, family } = compareNames(left, right);
  return {
    given,
    family,
    birth: compareBirth(left, right),
    sex: compareSex(left, right),
    address: compareAddresses(left, right),
    postcode: comparePostcodes(left, right),
    contact: compareContacts(left, right),
    nhsNumber: compareNhsNumbers(left, right),
    upn: compareIds(left.upns, right.upns),
    localId: compareIds(left.localIds, right.localIds),
  };
}
