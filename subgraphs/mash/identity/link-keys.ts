import { isValidNhsNumber, isValidUpn, normalisePostcode } from '../../../common/identifiers';
import type { PersonIdentity } from '../../../common/person';
import { givenWords, nameSounds, namesText } from './name-keys';

/** What is read out of an identity into columns of its own: to link by, and to search by. */
export interface IdentityKeys {
  /** `born:<date>`, `expected:<date>` for an unborn child, or null when neither is known. */
  readonly birth: string | null;
  readonly nhsNumber: string | null;
  /** The current UPN and former ones: each was issued to this child. */
  readonly upns: readonly string[];
  readonly given: readonly string[];
  readonly namesText: string;
  readonly sounds: readonly string[];
  /** Every postcode the person has had; empty under LOCATION protection, so that no search can find them by one. */
  readonly postcodes: readonly string[];
  readonly protectLocation: boolean;
  readonly protectIdentity: boolean;
}

/** Identifiers that fail their check digit link nobody, whatever the agency let through. */
export function identityKeys(identity: PersonIdentity): IdentityKeys {
  const { nhsNumber, upn, formerUpns = [], names, addresses, protect = [] } = identity;
  const protectLocation = protect.includes('LOCATION') || addresses.some((address) => address.protected === true);
  const postcodes = addresses.map((address) => normalisePostcode(address.postcode ?? ''));
  return {
    birth: birthOf(identity),
    nhsNumber: nhsNumber !== undefined && isValidNhsNumber(nhsNumber) ? nhsNumber : null,
    upns: distinct([upn ?? '', ...formerUpns].filter(isValidUpn)),
    given: givenWords(names),
    namesText: namesText(names),
    sounds: nameSounds(names),
    postcodes: protectLocation ? [] : distinct(postcodes.filter((postcode) => postcode !== undefined)),
    protectLocation,
    protectIdentity: protect.includes('IDENTITY'),
  };
}

function birthOf({ dateOfBirth, expectedDate }: PersonIdentity): string | null {
  if (dateOfBirth !== undefined) {
    return `born:${dateOfBirth}`;
  }
  return expectedDate === undefined ? null : `expected:${expectedDate}`;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
